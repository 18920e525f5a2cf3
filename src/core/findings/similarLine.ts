import { squeeze, type Gap } from './versions.ts';

/** Share of common character pairs from which on a line counts as an edit of another. */
const leastSimilarity = 0.45;

/** Lines looked at, from the front: a rewrite longer than this is no edit of one line. */
const mostLines = 400;

/** The line after that reads most like `line`, the first of equals; -1 when none comes near. */
export function mostSimilarLine(
  line: string,
  after: readonly string[],
  { start, end }: Gap['after'],
): number {
  const wanted = pairsOf(line);
  let best = -1;
  let bestScore = leastSimilarity;
  for (let at = start; at < Math.min(end, start + mostLines); at++) {
    const score = similarity(wanted, pairsOf(after[at] ?? ''));
    if (score > bestScore) [best, bestScore] = [at, score];
  }
  return best;
}

/** Pairs of neighbouring characters, white space aside, each with how often it occurs. */
function pairsOf(line: string): ReadonlyMap<string, number> {
  const text = squeeze(line);
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Sørensen–Dice, 0 to 1. */
function similarity(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [pair, count] of a) common += Math.min(count, b.get(pair) ?? 0);
  const all = sizeOf(a) + sizeOf(b);
  return all === 0 ? 0 : (2 * common) / all;
}

function sizeOf(pairs: ReadonlyMap<string, number>): number {
  let size = 0;
  for (const count of pairs.values()) size += count;
  return size;
}
