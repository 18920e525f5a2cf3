/** What the run in the extension host hands back. */
export interface SoakReport {
  /** Begun; all of them ended. */
  readonly reviews: number;
  readonly stopped: number;
  readonly saves: number;
  readonly edits: number;
  /** After the warm-up, and at the end; with everything settled and collected. */
  readonly begin: SoakState;
  readonly end: SoakState;
  /** What should have been there and was not, the first of them. */
  readonly lost: readonly string[];
  /** Warnings of Node: of listeners that pile up, and others. */
  readonly warnings: readonly string[];
}

export interface SoakState {
  readonly heapMB: number;
  readonly rssMB: number;
  /** What keeps the process alive, by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

export const reportVariable = 'FLASH_REVIEW_SOAK_REPORT';
export const serviceVariable = 'FLASH_REVIEW_SOAK_SERVICE';
export const reviewsVariable = 'FLASH_REVIEW_SOAK_REVIEWS';
export const seedVariable = 'FLASH_REVIEW_SOAK_SEED';
