import type { LineIndex } from './lineIndex.ts';
import { linesOf } from './quoteVariants.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The place with the line above and below it where the quote has that line too, but lost its only character:
 * white space at an end of the quote that indents as a lone `}` does.
 */
export function withLostEdges(place: Span, quote: string, index: LineIndex): Span {
  const lines = linesOf(quote);
  const above = index.lineAt(place.start) - 1;
  const below = index.lineAt(place.end - 1) + 1;
  return {
    start: isLostLine(lines[0], above, index) ? codeEnd(above, index) - 1 : place.start,
    end: isLostLine(lines.at(-1), below, index) ? codeEnd(below, index) : place.end,
  };
}

function isLostLine(quoted: string | undefined, line: number, index: LineIndex): boolean {
  if (quoted === undefined || quoted === '' || quoted.trim() !== '') return false;
  if (line < 0 || line >= index.lineCount) return false;
  const text = index.text.slice(index.lineStart(line), index.lineEnd(line)).trimEnd();
  return text.length === quoted.length + 1 && text.startsWith(quoted) && text.trim().length === 1;
}

function codeEnd(line: number, index: LineIndex): number {
  const start = index.lineStart(line);
  return start + index.text.slice(start, index.lineEnd(line)).trimEnd().length;
}
