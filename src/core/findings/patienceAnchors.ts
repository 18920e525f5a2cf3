import type { Box } from './middleSplit.ts';

/**
 * The lines of a box that stand exactly once on both sides, as pairs in the order of both: the longest such
 * sequence (patience diff). They carry more meaning than braces and blank lines, so they are matched first.
 */
export function patienceAnchors(
  a: Int32Array,
  b: Int32Array,
  { aLo, aHi, bLo, bHi }: Box,
): readonly (readonly [number, number])[] {
  const inA = uniqueLines(a, aLo, aHi);
  const inB = uniqueLines(b, bLo, bHi);
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [number, x] of inA) {
    const y = x < 0 ? undefined : inB.get(number);
    if (y === undefined || y < 0) continue;
    xs.push(x);
    ys.push(y);
  }
  return longestIncreasing(ys).map((at) => [xs[at] ?? 0, ys[at] ?? 0] as const);
}

/** Line of each number, in text order; -1 where it stands more than once. */
function uniqueLines(numbers: Int32Array, from: number, to: number): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  for (let line = from; line < to; line++) {
    const number = numbers[line] ?? -1;
    lines.set(number, lines.has(number) ? -1 : line);
  }
  return lines;
}

/** Indexes of the longest increasing subsequence, by patience sorting. */
function longestIncreasing(values: readonly number[]): readonly number[] {
  /** Of each pile the index of its top. */
  const piles: number[] = [];
  const before = new Int32Array(values.length).fill(-1);
  for (const [at, value] of values.entries()) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[piles[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (piles[low - 1] ?? -1);
    piles[low] = at;
  }
  const sequence: number[] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) sequence.push(at);
  return sequence.toReversed();
}
