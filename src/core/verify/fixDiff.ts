import type { Fix, FixEdit } from '../finding.ts';

/** One line of a small diff, without its line end. */
export interface DiffLine {
  readonly kind: 'removed' | 'added';
  readonly text: string;
}

/**
 * What a fix changes, as whole lines for a reader: lines that stay are not told, and the indentation that all lines
 * share is left out. `text` is the one the fix was found ready for.
 */
export function fixDiff({ edits }: Fix, text: string): readonly DiffLine[] {
  const lines = text.split(/\r\n|\r|\n/);
  const diff = groupByLines(edits).flatMap((group) => diffOf(group, lines));
  const indents = diff.filter((line) => line.text.trim() !== '').map((line) => indentOf(line.text));
  const shared = indents.reduce(commonStart, indents[0] ?? '').length;
  return diff.map((line) => ({ kind: line.kind, text: line.text.slice(shared) }));
}

/** Edits that touch one line belong together. */
function groupByLines(edits: readonly FixEdit[]): readonly (readonly FixEdit[])[] {
  const groups: FixEdit[][] = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    if (last?.at(-1)?.range.end.line === edit.range.start.line) last.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

function diffOf(edits: readonly FixEdit[], lines: readonly string[]): readonly DiffLine[] {
  const [first, last] = [edits[0]?.range.start, edits.at(-1)?.range.end];
  if (first === undefined || last === undefined) return [];
  const before = lines.slice(first.line, last.line + 1);
  let after = (lines[first.line] ?? '').slice(0, first.character);
  for (const [index, edit] of edits.entries()) {
    const next = edits[index + 1]?.range.start;
    after += edit.after + between(lines, edit.range.end, next ?? { line: last.line, character: Infinity });
  }
  const changed = after.split(/\r\n|\r|\n/);
  let start = 0;
  while (start < before.length && start < changed.length && before[start] === changed[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < changed.length - start &&
    before.at(-1 - end) === changed.at(-1 - end)
  )
    end++;
  const line = (kind: DiffLine['kind']) => (one: string) => ({ kind, text: one });
  return [
    ...before.slice(start, before.length - end).map(line('removed')),
    ...changed.slice(start, changed.length - end).map(line('added')),
  ];
}

function between(lines: readonly string[], from: FixEdit['range']['start'], to: typeof from): string {
  if (from.line === to.line) return (lines[from.line] ?? '').slice(from.character, to.character);
  const whole = lines.slice(from.line + 1, to.line);
  const [head, tail] = [lines[from.line] ?? '', lines[to.line] ?? ''];
  return [head.slice(from.character), ...whole, tail.slice(0, to.character)].join('\n');
}

function indentOf(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
