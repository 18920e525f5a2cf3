import { alignQuote } from './alignQuote.ts';
import { firstPlaceFrom } from './squeezedText.ts';
import type { LineIndex } from './lineIndex.ts';
import { linesOf } from './quoteVariants.ts';

/** Whole lines of a text, as offsets of their first and behind their last code, and what the quote differs by. */
export interface LineWindow {
  readonly start: number;
  readonly end: number;
  readonly edits: number;
}

export interface QuoteSize {
  readonly lines: number;
  /** Those that hold code. */
  readonly filled: number;
}

export function sizeOf(text: string): QuoteSize {
  const lines = linesOf(text);
  return { lines: lines.length, filled: lines.filter((line) => line.trim() !== '').length };
}

/** A line that held one character may have lost it: blank lines count on one of two ways. */
export function isSameSize(a: QuoteSize, b: QuoteSize): boolean {
  return a.lines === b.lines || a.filled === b.filled;
}

/** What it costs a place that the quote's blank lines are not blank in it, or not there, in characters. */
const otherLinesCost = 1.5;

/**
 * The run of lines around an offset that has as many lines as the quote and differs from it the least. A damaged
 * first or last character may be taken for one of the line before or behind; whole lines settle that.
 */
export function bestWindow(
  needle: string,
  size: QuoteSize,
  offset: number,
  mostEdits: number,
  index: LineIndex,
): LineWindow | undefined {
  let best: LineWindow | undefined;
  let leastCost = Infinity;
  const line = index.lineAt(offset);
  for (let first = line - 1; first <= line + 1; first++) {
    for (const last of lastLines(first, size, index)) {
      const window = measure(needle, first, last, mostEdits, index);
      if (window === undefined || window.edits > mostEdits) continue;
      const cost = window.edits + (last - first + 1 === size.lines ? 0 : otherLinesCost);
      if (cost < leastCost) [best, leastCost] = [window, cost];
    }
  }
  return best;
}

/** Where a run of the quote's size ends that begins on a line; none when that line is blank. */
function lastLines(first: number, size: QuoteSize, index: LineIndex): readonly number[] {
  if (first < 0 || isBlank(first, index)) return [];
  const byLines = first + size.lines - 1;
  let byFilled = first;
  for (let filled = 1; filled < size.filled && byFilled < index.lineCount;)
    if (!isBlank(++byFilled, index)) filled++;
  return [...new Set([byLines, byFilled])].filter((last) => last < index.lineCount && !isBlank(last, index));
}

function measure(
  needle: string,
  first: number,
  last: number,
  mostEdits: number,
  index: LineIndex,
): LineWindow | undefined {
  const { text, offsets } = index.squeezed;
  const from = firstPlaceFrom(index.squeezed, index.lineStart(first));
  const to = firstPlaceFrom(index.squeezed, index.lineEnd(last));
  if (Math.abs(to - from - needle.length) > mostEdits) return undefined;
  const lines = text.slice(from, to);
  const alignment = alignQuote(needle, lines, 0, mostEdits + 1, mostEdits);
  if (alignment === undefined) return undefined;
  // What the alignment leaves out at the ends is missing in the quote.
  const edits = alignment.edits + alignment.start + (lines.length - alignment.end);
  return { start: offsets[from] ?? 0, end: (offsets[to - 1] ?? 0) + 1, edits };
}

function isBlank(line: number, index: LineIndex): boolean {
  return index.text.slice(index.lineStart(line), index.lineEnd(line)).trim() === '';
}
