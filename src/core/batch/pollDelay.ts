const firstMs = 15_000;
const longestMs = 600_000;
const growth = 1.5;

/** The wait before the next look at a batch, in ms: a quarter of a minute first, ten minutes in the end. */
export function pollDelay(looks: number): number {
  return Math.round(Math.min(firstMs * growth ** looks, longestMs));
}
