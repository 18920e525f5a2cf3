import type { LineSpan } from '../ports.ts';

/**
 * The blocks of a text by its indentation, each from the line that opens it to the one that closes it, outer before
 * inner. What goes on in the line that closes a block (`) {`, `} else {`) is one block with it.
 */
export function indentationBlocks(lines: readonly string[]): readonly LineSpan[] {
  const blocks: LineSpan[] = [];
  const open: { readonly start: number; readonly depth: number }[] = [];
  /** The last line that is not blank, and where the block begins that it would open. */
  let last = { line: 0, start: 0, depth: Infinity };

  const close = (depth: number, closing: number | undefined): number | undefined => {
    let start: number | undefined;
    for (let top = open.at(-1); top !== undefined && top.depth >= depth; top = open.at(-1)) {
      open.pop();
      start = top.depth === depth ? closing && top.start : undefined;
      blocks.push({ start: top.start, end: start === undefined ? last.line : (closing ?? last.line) });
    }
    return start;
  };

  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const line = index + 1;
    const depth = depthOf(text);
    if (depth > last.depth) open.push(last);
    const start = depth > last.depth ? undefined : close(depth, closes(text) ? line : undefined);
    last = { line, start: start ?? line, depth };
  }
  close(0, undefined);
  return blocks.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** A tab counts as four columns. */
export function depthOf(line: string): number {
  return (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
}

/** True for a line that begins with what closes a block. */
function closes(line: string): boolean {
  return /^\s*(?:[\])}]|end\b|fi\b|done\b|esac\b)/.test(line);
}
