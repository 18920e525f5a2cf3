/** Characters to insert, delete, replace, or swap with their neighbour to make one text the other. */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const costs = new Uint16Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      const at = i * width + j;
      if (i === 0 || j === 0) {
        costs[at] = i + j;
        continue;
      }
      const same = a.charAt(i - 1) === b.charAt(j - 1);
      let cost = Math.min(
        (costs[at - width - 1] ?? 0) + (same ? 0 : 1),
        (costs[at - width] ?? 0) + 1,
        (costs[at - 1] ?? 0) + 1,
      );
      const swapped = a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      if (i > 1 && j > 1 && swapped) cost = Math.min(cost, (costs[at - 2 * width - 2] ?? 0) + 1);
      costs[at] = cost;
    }
  }
  return costs[a.length * width + b.length] ?? 0;
}
