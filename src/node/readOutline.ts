import type { Node, Query, Tree } from '@vscode/tree-sitter-wasm';
import type { LineSpan, Outline } from '../core/ports.ts';

type Definition = Outline['definitions'][number];

/** What may stand right above a definition, found by its last line. */
interface Above {
  readonly start: number;
  readonly kind: 'comment' | 'decoration';
}

const longestName = 100;

/** The outline of a parsed text, by one of `outlineQueries`. */
export function readOutline(tree: Tree, query: Query, text: string): Outline {
  const root = tree.rootNode;
  const above = new Map<number, Above>();
  const imports: LineSpan[] = [];
  const calls: { readonly line: number; readonly name: string }[] = [];
  // By node: one that has a body also matches the pattern without.
  const definitions = new Map<number, Definition>();

  for (const { captures } of query.matches(root)) {
    const found: Partial<Record<string, Node>> = {};
    for (const { name, node } of captures) found[name] = node;
    const { definition, body, call, comment, decoration } = found;
    if (definition !== undefined && (body !== undefined || !definitions.has(definition.id))) {
      const name = nameOf(found['name'] ?? textBefore(definition, body, text), text);
      const signature = signatureOf(definition, body, found['holds'] ?? definition);
      definitions.set(definition.id, { name, lines: linesOf(definition), signature });
    }
    if (call !== undefined) {
      calls.push({ line: call.startPosition.row + 1, name: lastName(textOf(call, text)) });
    }
    if (comment !== undefined && standsFirst(comment, text)) {
      const { start, end } = linesOf(comment);
      above.set(end, { start, kind: 'comment' });
    }
    if (decoration !== undefined) {
      const { start, end } = linesOf(decoration);
      above.set(end, { start, kind: 'decoration' });
    }
    if (found['import'] !== undefined) imports.push(linesOf(found['import']));
  }
  return {
    definitions: [...definitions.values()].map((one) => withAbove(one, above)).toSorted(outerFirst),
    imports: imports.toSorted((a, b) => a.start - b.start),
    calls: calls.toSorted((a, b) => a.line - b.line),
    errors: root.hasError ? countErrors(root) : 0,
  };
}

/** 1-based. Some nodes take their line end along. */
function linesOf(node: Node): LineSpan {
  const start = node.startPosition.row + 1;
  const { row, column } = node.endPosition;
  return { start, end: Math.max(start, column === 0 ? row : row + 1) };
}

/** From the definition's first line to the last token before its body. */
function signatureOf(definition: Node, body: Node | undefined, holder: Node): LineSpan {
  const { start, end } = linesOf(definition);
  if (body === undefined) return { start, end };
  let last = start;
  for (const child of holder.children) {
    if (child === null || child.startIndex >= body.startIndex) break;
    if (!child.isExtra) last = Math.max(last, linesOf(child).end);
  }
  return { start, end: Math.max(last, holder.startPosition.row + 1) };
}

/** Comments and decorations right above belong to the definition; to its signature only the decorations. */
function withAbove({ name, lines, signature }: Definition, above: ReadonlyMap<number, Above>): Definition {
  let { start } = lines;
  let top = signature.start;
  for (let next = above.get(start - 1); next !== undefined; next = above.get(start - 1)) {
    if (next.kind === 'decoration' && top === start) top = next.start;
    ({ start } = next);
  }
  return { name, lines: { start, end: lines.end }, signature: { start: top, end: signature.end } };
}

function outerFirst(a: Definition, b: Definition): number {
  return a.lines.start - b.lines.start || b.lines.end - a.lines.end;
}

function textOf({ startIndex, endIndex }: Node, text: string): string {
  return text.slice(startIndex, Math.min(endIndex, startIndex + 1_000));
}

/** For what has no name: `@media print`. */
function textBefore(definition: Node, body: Node | undefined, text: string): string {
  return text.slice(definition.startIndex, body?.startIndex ?? definition.endIndex);
}

/** True when only white space stands before the node in its line. */
function standsFirst({ startIndex, startPosition }: Node, text: string): boolean {
  return text.slice(startIndex - startPosition.column, startIndex).trim() === '';
}

const compound = /^(?:\w*declarator|(?:qualified|template|generic|scoped)_\w+)$/;

function nameOf(name: Node | string, text: string): string {
  const written = typeof name === 'string' ? name : textOf(name, text);
  const plain = typeof name === 'string' || !compound.test(name.type) ? written : lastName(written);
  return plain.replace(/\s+/g, ' ').trim().slice(0, longestName);
}

/** The last name of `a::b<c>(d)`: `b`. */
function lastName(written: string): string {
  if (/^[\w$-]+$/.test(written)) return written;
  const [bare = ''] = written.split(/[(<]/, 1);
  return /(?:operator\s*\S+|~?[\p{L}\p{N}_$#!?-]+)\s*$/u.exec(bare)?.[0] ?? written.slice(0, longestName);
}

function countErrors(root: Node): number {
  let errors = 0;
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.isError || node.isMissing) errors++;
    for (const child of node.children) if (child?.hasError === true) open.push(child);
  }
  return errors;
}
