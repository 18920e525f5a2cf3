import { alignQuote, type Alignment } from './alignQuote.ts';
import { gramLength } from './gramIndex.ts';
import { endsLine, reach, startsLine, type Claim } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import { bestWindow, sizeOf, type LineWindow } from './lineWindows.ts';
import { firstPlaceFrom, withoutSpace } from './squeezedText.ts';

/** A place that reads nearly like the quote, as offsets in the text. */
export interface NearHit {
  readonly start: number;
  readonly end: number;
  /** Characters to change, of `length` in the quote; white space not counted. */
  readonly edits: number;
  readonly length: number;
}

/** Shorter quotes are too like too many places. */
const shortest = 6;
/** Longer ones take more time than a finding is worth; two hundred lines are less. */
const longest = 6000;
/** One typo may spoil most grams of a quote up to this length: each line near the claimed one is tried too. */
const shortestForVote = 32;
/** Diagonals that vote together, as a power of two. */
const bucketBits = 4;
const mostPlaces = 6;
/** The part of a quote's grams that vote which has to agree before a place is looked at closely. */
const quorum = 0.2;

/** The places most like the quote, by the vote of their shared grams, each laid out with an edit distance. */
export function findNear(quote: string, index: LineIndex, claim: Claim): NearHit[] {
  const needle = withoutSpace(quote);
  if (needle.length < shortest || needle.length > longest) return [];
  const hits = new Map<number, NearHit>();
  const size = sizeOf(quote);
  const placeOf = (alignment: Alignment): LineWindow => {
    const { isAligned, start, end } = snapToLines(alignment, index);
    const snapped = { start, end, edits: alignment.edits };
    if (isAligned && sizeOf(index.text.slice(start, end)).lines === size.lines) return snapped;
    return bestWindow(needle, size, start, mostEdits(needle.length), index) ?? snapped;
  };
  const tryAt = (diagonal: number, band: number): void => {
    const alignment = alignQuote(needle, index.squeezed.text, diagonal, band, mostEdits(needle.length));
    if (alignment === undefined) return;
    const hit = { ...placeOf(alignment), length: needle.length };
    const known = hits.get(hit.start);
    if (known === undefined || known.edits > hit.edits) hits.set(hit.start, hit);
  };
  const band = (1 << bucketBits) + 8 + (needle.length >> 5);
  for (const diagonal of electDiagonals(needle, index)) tryAt(diagonal, band);
  if (needle.length < shortestForVote && claim.line !== undefined) {
    const last = Math.min(claim.line + reach, index.lineCount - 1);
    for (let line = Math.max(0, claim.line - reach); line <= last; line++) {
      tryAt(firstPlaceFrom(index.squeezed, index.lineStart(line)), mostEdits(needle.length) + slack);
    }
  }
  return [...hits.values()];
}

/** A slip a line or so: what differs more is another text. */
function mostEdits(length: number): number {
  return Math.max(2, Math.floor(length * 0.14));
}

/** Each gram both sides share votes for the place in the text that the quote's first character would have. */
function electDiagonals(needle: string, index: LineIndex): number[] {
  const offset = needle.length + (1 << bucketBits);
  const votes = new Uint16Array(((index.squeezed.text.length + 2 * offset) >> bucketBits) + 2);
  const voted = new Set<number>();
  let grams = 0;
  for (let at = 0; at <= needle.length - gramLength; at++) {
    const speaks = index.grams.forEachPlace(needle, at, (place) => {
      const bucket = (place - at + offset) >> bucketBits;
      votes[bucket] = (votes[bucket] ?? 0) + 1;
      voted.add(bucket);
    });
    if (speaks) grams++;
  }
  // A place near the border of two buckets gets votes in both.
  const together = (bucket: number): number => (votes[bucket] ?? 0) + (votes[bucket + 1] ?? 0);
  let most = 0;
  for (const bucket of voted) most = Math.max(most, together(bucket));
  const enough = Math.max(2, quorum * grams, most / 2);
  return [...new Set([...voted].flatMap((bucket) => [bucket - 1, bucket]))]
    .filter((bucket) => together(bucket) >= enough)
    .sort((a, b) => together(b) - together(a))
    .slice(0, mostPlaces)
    .map((bucket) => ((bucket + 1) << bucketBits) - offset);
}

/** Characters at an end that may be what a typo made of a neighbouring line's. */
const slack = 2;

function snapToLines(
  alignment: Alignment,
  index: LineIndex,
): { readonly start: number; readonly end: number; readonly isAligned: boolean } {
  const { offsets } = index.squeezed;
  const startOf = (at: number): number => offsets[at] ?? index.text.length;
  const endOf = (at: number): number => (offsets[at - 1] ?? -1) + 1;
  const start = nearest(alignment.start, (at) => startsLine(index.text, startOf(at)));
  const end = nearest(alignment.end, (at) => endsLine(index.text, endOf(at)));
  const isAligned = start === alignment.start && end === alignment.end;
  return { start: startOf(start), end: Math.max(endOf(end), startOf(start) + 1), isAligned };
}

function nearest(at: number, isGood: (at: number) => boolean): number {
  for (let off = 0; off <= slack; off++) {
    if (at - off >= 0 && isGood(at - off)) return at - off;
    if (isGood(at + off)) return at + off;
  }
  return at;
}
