import { splitLines } from './alignLines.ts';
import { squeeze } from './versions.ts';

/** Share from which on one text counts as a later version of another, as git takes half for a rename. */
const leastShared = 0.5;

/**
 * The text that shares the most lines with `wanted`, white space aside; undefined when none shares `least`, from 0
 * to 1: half of them when not given.
 */
export function mostSimilarText<T extends { readonly text: string }>(
  wanted: string,
  texts: Iterable<T>,
  least = leastShared,
): T | undefined {
  const lines = countLines(wanted);
  let best: T | undefined;
  let bestShare = least;
  for (const candidate of texts) {
    const share = sharedLines(lines, countLines(candidate.text));
    if (share < bestShare || (share === bestShare && best !== undefined)) continue;
    [best, bestShare] = [candidate, share];
  }
  return best;
}

function countLines(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of splitLines(text)) {
    const code = squeeze(line);
    if (code !== '') counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function sharedLines(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [line, count] of a) common += Math.min(count, b.get(line) ?? 0);
  const all = total(a) + total(b);
  return all === 0 ? 0 : (2 * common) / all;
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
