import { squeeze, type Versions } from './versions.ts';

/**
 * What a moved block must hold: less stands elsewhere by chance. Letters and digits count only in lines that
 * stand once in either version.
 */
const leastLines = 3;
const leastLetters = 40;

/** A text with more copies of a line than this says nothing about where one of them went. */
const mostCopies = 50;

/**
 * Lines of the text before to their lines after, when they are part of a block that was moved; undefined when
 * they are not, or when there is more than one place they may have gone to.
 */
export type MoveFinder = (lines: readonly number[]) => readonly number[] | undefined;

/**
 * Looks among the lines that have no match. A block is as large as its neighbours move along; it must be large
 * enough and larger than any other reading, from either side.
 */
export function createMoveFinder(versions: Versions): MoveFinder {
  const before = unmatchedLines(versions.before, versions.to);
  const after = unmatchedLines(versions.after, versions.from);
  const timesBefore = countTexts(versions.before);
  const timesAfter = countTexts(versions.after);
  const isDistinct = (text: string): boolean => timesBefore.get(text) === 1 && timesAfter.get(text) === 1;
  const indexOfLine = new Map(before.map(({ line }, at) => [line, at]));
  const copiesBefore = byText(before);
  const copiesAfter = byText(after);

  /** The block around a pair of equal lines. */
  const blockAt = (x: number, y: number): Block => {
    let up = 0;
    while (isSame(before[x - up - 1], after[y - up - 1], before[x - up], after[y - up])) up++;
    let down = 0;
    while (isSame(before[x + down + 1], after[y + down + 1], before[x + down], after[y + down])) down++;
    const lines = before.slice(x - up, x + down + 1);
    const letters = lines.reduce((sum, { text }) => sum + (isDistinct(text) ? lettersIn(text) : 0), 0);
    return { letters, lines: lines.length, end: down };
  };
  return (lines) => {
    const x = indexOfLine.get(lines[0] ?? -1);
    const texts = lines.map((line) => squeeze(versions.before[line] ?? ''));
    const copies = copiesAfter.get(texts[0] ?? '') ?? [];
    if (x === undefined || copies.length > mostCopies) return undefined;
    const reaches = (a: number, b: number): Block | undefined => {
      if (texts.some((text, at) => before[a + at]?.text !== text || after[b + at]?.text !== text))
        return undefined;
      const block = blockAt(a, b);
      return block.end >= texts.length - 1 ? block : undefined;
    };
    const ranked = copies
      .flatMap((y) => {
        const block = reaches(x, y);
        return block === undefined ? [] : [{ y, block }];
      })
      .sort((p, q) => q.block.letters - p.block.letters);
    const [best, second] = ranked;
    if (best === undefined || !isLargeEnough(best.block)) return undefined;
    if (second !== undefined && second.block.letters === best.block.letters) return undefined;
    const rivals = copiesBefore.get(texts[0] ?? '') ?? [];
    const isContested = rivals.some(
      (rival) => rival !== x && (reaches(rival, best.y)?.letters ?? 0) >= best.block.letters,
    );
    return isContested ? undefined : texts.map((_, at) => after[best.y + at]?.line ?? -1);
  };
}

interface Line {
  readonly line: number;
  /** Squeezed, not empty. */
  readonly text: string;
  /** Number among the lines that are not blank: two lines are neighbours when theirs follow one another. */
  readonly rank: number;
}

interface Block {
  /** In distinct lines. */
  readonly letters: number;
  readonly lines: number;
  /** Lines it reaches behind the first asked about. */
  readonly end: number;
}

function unmatchedLines(lines: readonly string[], match: Int32Array): readonly Line[] {
  const unmatched: Line[] = [];
  let rank = 0;
  for (const [line, content] of lines.entries()) {
    const text = squeeze(content);
    if (text === '') continue;
    rank++;
    if (match[line] === -1) unmatched.push({ line, text, rank });
  }
  return unmatched;
}

/** The lines read the same, and each follows its own block without a gap. */
function isSame(a: Line | undefined, b: Line | undefined, nextA?: Line, nextB?: Line): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.text === b.text &&
    areNeighbours(a, nextA) &&
    areNeighbours(b, nextB)
  );
}

function areNeighbours(a: Line, b: Line | undefined): boolean {
  return b !== undefined && Math.abs(a.rank - b.rank) === 1;
}

function byText(lines: readonly Line[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [at, { text }] of lines.entries()) {
    const known = places.get(text);
    if (known === undefined) places.set(text, [at]);
    else known.push(at);
  }
  return places;
}

function countTexts(lines: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const line of lines) {
    const text = squeeze(line);
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return times;
}

function lettersIn(text: string): number {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length;
}

function isLargeEnough({ letters, lines }: Block): boolean {
  return lines >= leastLines && letters >= leastLetters;
}
