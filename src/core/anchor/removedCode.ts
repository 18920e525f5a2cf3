import type { DiffLine, Hunk } from '../change.ts';
import type { Claim } from './hit.ts';
import { withoutSpace } from './squeezedText.ts';

/** Fewer characters than this are no witness unless they are whole lines. */
const shortestInsideLine = 12;

/** Lines of the new text, 0-based, inclusive. */
export interface LinesInPlace {
  readonly first: number;
  readonly last: number;
}

/** The old side of a hunk: its lines without white space, one behind the other. */
interface OldSide {
  readonly hunk: Hunk;
  readonly text: string;
  /** Where each line begins in `text`, and what it is in the hunk; and where the last one ends. */
  readonly starts: readonly number[];
  readonly places: readonly number[];
  /** See `linesInPlace`. */
  readonly inPlace: readonly number[];
}

/** The code a change took away, to be found by quotes of it. */
export class RemovedCode {
  readonly #sides: readonly OldSide[];

  constructor(hunks: readonly Hunk[]) {
    this.#sides = hunks
      .filter((hunk) => hunk.lines.some(({ kind }) => kind === 'removed'))
      .map((hunk) => oldSideOf(hunk));
  }

  /**
   * What now stands where the quoted code was removed: the lines that came in its place, or else the line behind.
   * Code of which no line was removed is none of it. Undefined when the quote was not removed.
   */
  find(quote: string, claim: Claim): LinesInPlace | 'ambiguous' | undefined {
    const needle = withoutSpace(quote);
    if (needle === '') return undefined;
    const places = this.#sides.flatMap((side) => placesIn(side, needle));
    const distance = ({ first }: LinesInPlace): number =>
      claim.line === undefined ? 0 : Math.abs(first - claim.line);
    const least = places.reduce((so, place) => Math.min(so, distance(place)), Infinity);
    const nearest = places.filter((place) => distance(place) === least);
    const [chosen, ...others] = nearest;
    return others.some(({ first }) => first !== chosen?.first) ? 'ambiguous' : chosen;
  }
}

function oldSideOf(hunk: Hunk): OldSide {
  const starts = [0];
  const places: number[] = [];
  let text = '';
  for (const [at, line] of hunk.lines.entries()) {
    const code = withoutSpace(line.text);
    if (line.kind === 'added' || code === '') continue;
    text += code;
    starts.push(text.length);
    places.push(at);
  }
  return { hunk, text, starts, places, inPlace: linesInPlace(hunk) };
}

function placesIn({ hunk, text, starts, places, inPlace }: OldSide, needle: string): LinesInPlace[] {
  const found: LinesInPlace[] = [];
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    const firstLine = lineAt(starts, at);
    const behind = lineAt(starts, end - 1) + 1;
    const isWhole = starts[firstLine] === at && starts[behind] === end;
    if (!isWhole && needle.length < shortestInsideLine) continue;
    const removed = places.slice(firstLine, behind).filter((place) => hunk.lines[place]?.kind === 'removed');
    const [first, last] = [removed[0], removed.at(-1)];
    if (first === undefined || last === undefined) continue;
    found.push({ first: (inPlace[first] ?? 1) - 1, last: (inPlace[last] ?? 1) - 1 });
  }
  return found;
}

/** The last line that begins at or before a place. */
function lineAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** For each line of a hunk the line of the new text, 1-based, that came for it if it was removed. */
function linesInPlace({ lines, newStart }: Hunk): readonly number[] {
  const inPlace: number[] = [];
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (to < lines.length && lines[to]?.kind !== 'context') to++;
    const block = lines.slice(from, to);
    const added = block.flatMap((line) => newLineOf(line));
    const around = newLineOf(lines[to])[0] ?? newLineOf(lines[from - 1])[0] ?? Math.max(1, newStart);
    let rank = 0;
    for (const { kind } of block) {
      inPlace.push(added[Math.min(rank, added.length - 1)] ?? around);
      if (kind === 'removed') rank++;
    }
    inPlace.push(around);
    from = to;
  }
  return inPlace;
}

function newLineOf(line: DiffLine | undefined): readonly number[] {
  return line === undefined || line.kind === 'removed' ? [] : [line.newLine];
}
