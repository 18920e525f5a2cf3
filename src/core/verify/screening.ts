import type { Severity } from '../finding.ts';
import type { FindingLimits, Thresholds } from './thresholds.ts';

/** Findings that the change neither holds nor causes: held back, shown when near it, or shown all. */
export const outsideModes = ['holdBack', 'showNearby', 'show'] as const;
export type OutsideMode = (typeof outsideModes)[number];

/** Which findings are shown; the others are held back, with the reason. */
export interface Screening {
  readonly thresholds: Thresholds;
  readonly limits: FindingLimits;
  readonly outsideChange: OutsideMode;
}

/** What a user says of it. */
export interface ScreeningWishes {
  readonly minimumSeverity: Severity;
  /** 0 to 1. */
  readonly minimumConfidence: number;
  /** Null sets no limit. */
  readonly maxFindingsPerFile: number | null;
  readonly maxFindings: number | null;
  readonly outsideChange: OutsideMode;
}

export function screeningOf(wishes: ScreeningWishes): Screening {
  const { minimumSeverity, minimumConfidence, maxFindingsPerFile, maxFindings, outsideChange } = wishes;
  return {
    thresholds: { minimumSeverity, minimumConfidence },
    limits: { perFile: maxFindingsPerFile, perReview: maxFindings },
    outsideChange,
  };
}
