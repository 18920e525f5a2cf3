/** The word that was probably meant, at most so many letters away; capitals do not count. */
export function nearest<T extends string>(word: string, among: readonly T[], most: number): T | undefined {
  return among
    .map((one) => [one, distance(one.toLowerCase(), word.toLowerCase())] as const)
    .filter(([, apart]) => apart <= most)
    .toSorted(([, a], [, b]) => a - b)[0]?.[0];
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
