import type { ChangedFile } from '../../core/change.ts';
import type { FileRef, Finding } from '../../core/finding.ts';
import type { ReviewTimings } from '../../core/history/keptReport.ts';
import type { Scope } from '../../core/scope.ts';
import type { ReviewState, ReviewSummary } from './reviewState.ts';
import type { Settings } from '../settings.ts';

/** A review at the moment of its end, before anything it found is edited, fixed or dismissed. */
export interface FinishedReview {
  readonly id: string;
  readonly scope: Scope;
  readonly startedMs: number;
  readonly end: Extract<ReviewState, ReviewSummary>;
  readonly settings: Pick<Settings, 'model' | 'effort'>;
  /** Nobody asked for it: a file was saved. */
  readonly unattended: boolean;
  /** Its own, of all states. */
  readonly findings: readonly Finding[];
  /** Ids of all findings of the workspace that are known to be fixed. */
  readonly fixed: readonly string[];
  /** Absolute paths, with `/`. */
  readonly wholeFiles: readonly string[];
  readonly timings: ReviewTimings;
  /** What was sent of a file. */
  readonly reviewed: (file: FileRef) => ChangedFile | undefined;
}

/** Takes in what is to be found again in the history. */
export interface ReviewRecorder {
  record(finished: FinishedReview): void;
}
