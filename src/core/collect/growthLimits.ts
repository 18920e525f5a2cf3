/** How much is shown around a change. */
export interface GrowthLimits {
  /** Lines of a definition that is shown whole. */
  readonly definition: number;
  /** Lines of a block that is shown whole where no definition is known. */
  readonly block: number;
  /** Lines shown before and behind a change in a definition that is too long. */
  readonly nearby: number;
  /** Lines of imports. */
  readonly imports: number;
  /** Lines of signatures of definitions around the change. */
  readonly around: number;
  /** Lines of signatures of definitions that the shown lines call. */
  readonly called: number;
  /** Lines of one signature. */
  readonly signature: number;
  /** Characters a line has on average, at most: what has longer ones counts as that many more lines. */
  readonly width: number;
}

export const growthLimits: GrowthLimits = {
  definition: 120,
  block: 60,
  nearby: 10,
  imports: 30,
  around: 60,
  called: 40,
  signature: 10,
  width: 120,
};
