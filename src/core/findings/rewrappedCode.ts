import type { Position, Range } from '../finding.ts';
import { gapAround, squeeze, type Gap, type Versions } from './versions.ts';

/** Shorter code is found by chance. */
const leastLength = 12;

/**
 * The range of code that a formatter has broken into other lines, nothing but white space changed: from the
 * start of a line to the end of one, once in its gap. Undefined when it does not stand there.
 */
export function findRewrapped(
  versions: Versions,
  range: Range,
  lines: readonly number[],
  known: KnownGaps,
): Range | undefined {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined || versions.to[first] !== -1) return undefined;
  const gap = gapAround(versions, first);
  if (last >= gap.before.end || gap.after.start === gap.after.end) return undefined;
  const old = lines.map((line) => squeeze(versions.before[line] ?? '')).join('');
  if (old.length < leastLength) return undefined;
  const now = known.get(gap.after.start) ?? new SqueezedLines(versions.after, gap.after);
  known.set(gap.after.start, now);
  const at = now.text.indexOf(old);
  if (at === -1 || now.text.includes(old, at + 1)) return undefined;
  if (!now.isLineStart(at) || !now.isLineStart(at + old.length)) return undefined;
  const lead =
    range.start.line === first ? (versions.before[first] ?? '').slice(0, range.start.character) : '';
  const tail = range.end.line === last ? (versions.before[last] ?? '').slice(range.end.character) : '';
  const start = at + squeeze(lead).length;
  const end = at + old.length - squeeze(tail).length;
  if (end <= start) return undefined;
  const final = now.positionOf(end - 1);
  return {
    start: now.positionOf(start),
    end: { line: final.line, character: final.character + 1 },
  };
}

/** Of one pair of versions, by where they begin in the later one: many ranges may lie in the same gap. */
export type KnownGaps = Map<number, SqueezedLines>;

/** Lines joined without white space, with the way back. */
class SqueezedLines {
  readonly text: string;
  readonly #lines: readonly string[];
  /** Where each line of the gap that is not blank begins in `text`, and which it is. */
  readonly #starts: readonly number[];
  readonly #numbers: readonly number[];

  constructor(lines: readonly string[], { start, end }: Gap['after']) {
    const [pieces, starts, numbers]: [string[], number[], number[]] = [[], [], []];
    let length = 0;
    for (let line = start; line < end; line++) {
      const piece = squeeze(lines[line] ?? '');
      if (piece === '') continue;
      starts.push(length);
      numbers.push(line);
      pieces.push(piece);
      length += piece.length;
    }
    this.text = pieces.join('');
    this.#lines = lines;
    this.#starts = starts;
    this.#numbers = numbers;
  }

  positionOf(offset: number): Position {
    const at = this.#lineAt(offset);
    const line = this.#numbers[at] ?? 0;
    const text = this.#lines[line] ?? '';
    let left = offset - (this.#starts[at] ?? 0);
    let character = 0;
    for (; character < text.length; character++) {
      if (/\s/.test(text.charAt(character))) continue;
      if (left === 0) break;
      left--;
    }
    return { line, character };
  }

  isLineStart(offset: number): boolean {
    return offset === this.text.length || this.#starts[this.#lineAt(offset)] === offset;
  }

  /** Among the lines that are not blank, the last that begins at or before an offset. */
  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
