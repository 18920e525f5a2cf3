/** Weight of the newest review. */
const newest = 0.3;

/** Beyond these an estimate is not off but about something else: a cache, a document, a broken count. */
const bounds = { least: 0.5, most: 2 };

/** Reviews of fewer tokens say little about the estimate. */
const fewest = 500;

/** By how much the service's count exceeds our estimate, by model: 1 where they agree. */
export type Calibration = Readonly<Record<string, number>>;

/** What to multiply an estimate with; 1 for a model that nothing is known of. */
export function calibrationOf(calibration: Calibration, model: string): number {
  const factor = calibration[model];
  return typeof factor === 'number' && factor >= bounds.least && factor <= bounds.most ? factor : 1;
}

/**
 * Learns from one review: an exponential average over reviews, so that a single odd one does little. `estimated` is
 * before any calibration; both are input tokens of the same requests.
 */
export function calibrate(
  calibration: Calibration,
  model: string,
  estimated: number,
  counted: number,
): Calibration {
  if (estimated < fewest || counted <= 0) return calibration;
  const seen = Math.min(bounds.most, Math.max(bounds.least, counted / estimated));
  const known = calibrationOf(calibration, model);
  return { ...calibration, [model]: known + newest * (seen - known) };
}
