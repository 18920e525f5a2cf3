import { endsLine, startsLine, type Claim, type Hit } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import { parseElided, type Piece } from './parseElided.ts';
import { firstPlaceFrom } from './squeezedText.ts';

/** Less code than this, all pieces together, is no witness. */
const shortest = 6;
/** Lines that one `...` may stand for. */
const longestGap = 100;
/** Places tried for a piece behind a gap, the nearest first. */
const mostPlaces = 8;
/** What it costs a place to be indented otherwise than the quote as a whole. */
const otherIndentationPenalty = 20;
/** What it costs a place when a piece behind a gap is indented otherwise than the quote says. */
const indentationPenalty = 4;
const insideLinePenalty = 10;
/** What it costs a place to have another number of lines than claimed; and for each line of difference. */
const otherLengthPenalty = 10;

/** Places where the pieces of a quote with `...` stand in its order, each at the beginning of a line. */
export function findElided(quote: string, index: LineIndex, claim: Claim): Hit[] {
  const elided = parseElided(quote);
  const [first, ...rest] = elided?.pieces ?? [];
  if (elided === undefined || first === undefined) return [];
  if (elided.pieces.reduce((sum, piece) => sum + piece.text.length, 0) < shortest) return [];
  const known: KnownPaths = new Map();
  return placesOf(first, 0, index, rest.length > 0).flatMap((at) => {
    const start = index.squeezed.offsets[at] ?? 0;
    const shift = indentationAt(index, start) - first.indentation;
    return follow(at + first.text.length, rest, shift, index, known).map(({ endsAt, uneven }) => {
      const lastCode = index.squeezed.offsets[endsAt - 1] ?? 0;
      const lines = index.lineAt(lastCode) - index.lineAt(start) + 1;
      return {
        start,
        end: elided.openEnd ? endOfCode(index, lastCode) : lastCode + 1,
        penalty:
          (shift === 0 ? 0 : otherIndentationPenalty) +
          uneven * indentationPenalty +
          (claim.lineCount === undefined ? lines : otherLength(lines, claim.lineCount)) +
          (elided.openEnd || endsLine(index.text, lastCode + 1) ? 0 : insideLinePenalty),
      };
    });
  });
}

function otherLength(lines: number, claimed: number): number {
  return lines === claimed ? 0 : otherLengthPenalty + 2 * Math.abs(lines - claimed);
}

/** One way through the pieces: where it ends in the squeezed text, and how many pieces are unevenly indented. */
interface Path {
  readonly endsAt: number;
  readonly uneven: number;
}

/** Ways that were found before, by where they begin, how many pieces are left, and the shift. */
type KnownPaths = Map<string, readonly Path[]>;

/**
 * The ways on from a place. In repetitive text very many lead through the same places: each is gone once, and of
 * those that end at one place the most even counts.
 */
function follow(
  from: number,
  pieces: readonly Piece[],
  shift: number,
  index: LineIndex,
  known: KnownPaths,
): readonly Path[] {
  const [piece, ...rest] = pieces;
  if (piece === undefined) return [{ endsAt: from, uneven: 0 }];
  const key = `${from} ${pieces.length} ${shift}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { offsets } = index.squeezed;
  const nextLine = index.lineStart(index.lineAt(offsets[from - 1] ?? 0) + 1);
  const limit = index.lineStart(index.lineAt(nextLine) + longestGap);
  const isEven = (at: number): boolean =>
    indentationAt(index, offsets[at] ?? 0) - piece.indentation === shift;
  const found =
    piece.gap === 'line-tail'
      ? placesAt(piece, firstPlaceFrom(index.squeezed, nextLine), index)
      : placesOf(piece, firstPlaceFrom(index.squeezed, nextLine), index, rest.length > 0, limit);
  const even = found.filter(isEven);
  const byEnd = new Map<number, Path>();
  for (const at of (even.length > 0 ? even : found).slice(0, mostPlaces)) {
    for (const { endsAt, uneven } of follow(at + piece.text.length, rest, shift, index, known)) {
      const path = { endsAt, uneven: uneven + (isEven(at) ? 0 : 1) };
      if (path.uneven < (byEnd.get(endsAt)?.uneven ?? Infinity)) byEnd.set(endsAt, path);
    }
  }
  const paths = [...byEnd.values()];
  known.set(key, paths);
  return paths;
}

function placesAt(piece: Piece, at: number, index: LineIndex): number[] {
  return index.squeezed.text.startsWith(piece.text, at) ? [at] : [];
}

/**
 * Places in the squeezed text where the piece begins a line, from one place on and before an offset. One that is
 * not cut ends a line too, if that is asked for.
 */
function placesOf(
  piece: Piece,
  from: number,
  index: LineIndex,
  endsToo: boolean,
  limit = index.text.length,
): number[] {
  const { text, offsets } = index.squeezed;
  const places: number[] = [];
  for (let at = text.indexOf(piece.text, from); at !== -1; at = text.indexOf(piece.text, at + 1)) {
    const offset = offsets[at] ?? 0;
    if (offset >= limit) break;
    const isWhole =
      piece.isCut || !endsToo || endsLine(index.text, (offsets[at + piece.text.length - 1] ?? 0) + 1);
    if (isWhole && startsLine(index.text, offset)) places.push(at);
  }
  return places;
}

function indentationAt(index: LineIndex, offset: number): number {
  return index.positionAt(offset).character;
}

function endOfCode(index: LineIndex, offset: number): number {
  const line = index.lineAt(offset);
  return (
    index.lineStart(line) + index.text.slice(index.lineStart(line), index.lineEnd(line)).trimEnd().length
  );
}
