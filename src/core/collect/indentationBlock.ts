import type { LineSpan } from '../ports.ts';

/**
 * The lines around a line that belong together by their indentation: the line that opens the block, all that is
 * indented below it, and the line that closes it. A line that stands alone at the left edge has the lines around it
 * up to empty ones. `line` is 1-based.
 */
export function indentationBlock(text: string, line: number): LineSpan {
  const lines = text.split(/\r\n|\r|\n/);
  const at = Math.min(Math.max(line - 1, 0), lines.length - 1);
  const here = firstFilled(lines, at);
  if (here === undefined) return { start: at + 1, end: at + 1 };
  const depth = depthOf(lines[here]);
  let start = here;
  if (opensBlock(lines, here)) return { start: here + 1, end: endOfBlock(lines, here) + 1 };
  if (depth === 0 && !closes(lines[here])) {
    let end = here;
    while (start > 0 && !isBlank(lines[start - 1]) && depthOf(lines[start - 1]) === 0) start--;
    while (end + 1 < lines.length && !isBlank(lines[end + 1]) && !opensBlock(lines, end + 1)) end++;
    return { start: start + 1, end: end + 1 };
  }
  // A line that closes a block belongs to the one that opened it.
  const inner = closes(lines[here]) ? depth + 1 : depth;
  if (closes(lines[here])) start = Math.max(0, here - 1);
  while (start > 0 && (isBlank(lines[start]) || depthOf(lines[start]) >= inner)) start--;
  return { start: start + 1, end: Math.max(endOfBlock(lines, start), here) + 1 };
}

/** Last line of the block that the line at `start` opens. */
function endOfBlock(lines: readonly string[], start: number): number {
  const depth = depthOf(lines[start]);
  let end = start;
  for (let at = start + 1; at < lines.length; at++) {
    if (isBlank(lines[at])) continue;
    if (depthOf(lines[at]) > depth) end = at;
    else {
      if (depthOf(lines[at]) === depth && closes(lines[at])) end = at;
      break;
    }
  }
  return end;
}

function opensBlock(lines: readonly string[], at: number): boolean {
  const below = firstFilled(lines, at + 1);
  return below !== undefined && depthOf(lines[below]) > depthOf(lines[at]);
}

/** The first line from `from` on that is not blank. */
function firstFilled(lines: readonly string[], from: number): number | undefined {
  for (let at = from; at < lines.length; at++) if (!isBlank(lines[at])) return at;
  return undefined;
}

function isBlank(line = ''): boolean {
  return line.trim() === '';
}

/** A tab counts as four columns. */
function depthOf(line = ''): number {
  return (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
}

function closes(line = ''): boolean {
  return /^\s*(?:[\])}]|end\b|fi\b|done\b|esac\b)/.test(line);
}
