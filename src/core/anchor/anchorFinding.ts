import type { Anchor, RawFinding } from '../finding.ts';
import type { LineIndex } from './lineIndex.ts';
import { undecorate } from './quoteMarks.ts';
import { withoutSpace } from './squeezedText.ts';

/** A quote with fewer characters, white space not counted, is no witness: it stands everywhere. */
const shortestQuote = 4;

/**
 * Puts a finding on the text. Two witnesses, the quote and the claimed line: the quote decides whether there is
 * a place, the line decides between copies of it. Ranges run from the first to the last character of the quoted
 * code. A quote that is nowhere in the text is refused, whatever line was claimed; with no quote to speak of the
 * line alone is taken, and marked as such.
 */
export function anchorFinding(raw: Pick<RawFinding, 'line' | 'endLine' | 'quote'>, index: LineIndex): Anchor {
  const line = raw.line === undefined ? undefined : raw.line - 1;
  for (const quote of undecorate(raw.quote)) {
    if (withoutSpace(quote).length < shortestQuote) continue;
    const place = findExact(quote.trim(), line, index) ?? findSqueezed(quote, line, index);
    if (place !== undefined) return { kind: 'exact', range: index.rangeBetween(place.start, place.end) };
  }
  if (withoutSpace(raw.quote).length >= shortestQuote) return { kind: 'none', reason: 'quote-not-found' };
  return anchorToLines(line, (raw.endLine ?? raw.line ?? 0) - 1, index);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function findExact(quote: string, line: number | undefined, index: LineIndex): Span | undefined {
  const starts = occurrences(index.text, quote).filter(
    (start) => !cutsWord(index.text, start, start + quote.length),
  );
  return nearest(
    starts.map((start) => ({ start, end: start + quote.length })),
    line,
    index,
  );
}

function findSqueezed(quote: string, line: number | undefined, index: LineIndex): Span | undefined {
  const { text, offsets } = index.squeezed;
  const wanted = withoutSpace(quote);
  const spans = occurrences(text, wanted).flatMap((at) => {
    const start = offsets[at];
    const last = offsets[at + wanted.length - 1];
    if (start === undefined || last === undefined) return [];
    return cutsWord(index.text, start, last + 1) ? [] : [{ start, end: last + 1 }];
  });
  return nearest(spans, line, index);
}

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

/** The first of the nearest to the claimed line; without one, a place only if it is the only one. */
function nearest(spans: readonly Span[], line: number | undefined, index: LineIndex): Span | undefined {
  if (line === undefined) return spans.length === 1 ? spans[0] : undefined;
  let best: Span | undefined;
  let bestDistance = Infinity;
  for (const span of spans) {
    const distance = Math.abs(index.lineAt(span.start) - line);
    if (distance < bestDistance) [best, bestDistance] = [span, distance];
  }
  return best;
}

/** True when a place begins or ends in the middle of a name: `total` in `subtotal` is not what was quoted. */
function cutsWord(text: string, start: number, end: number): boolean {
  const boundary = (at: number) => isWord(text.charAt(at - 1)) && isWord(text.charAt(at));
  return boundary(start) || boundary(end);
}

function isWord(char: string): boolean {
  return /[\p{L}\p{N}_$]/u.test(char);
}

function anchorToLines(first: number | undefined, last: number, index: LineIndex): Anchor {
  if (first === undefined || first >= index.lineCount) return { kind: 'none', reason: 'no-line-no-quote' };
  const end = index.lineEnd(Math.min(Math.max(last, first), index.lineCount - 1));
  const start = index.lineStart(first);
  const indent = /^\s*/.exec(index.text.slice(start, index.lineEnd(first)))?.[0].length ?? 0;
  return { kind: 'line-only', range: index.rangeBetween(Math.min(start + indent, end), end) };
}
