import type { SkippedFile } from '../../core/change.ts';
import type { MaskedSecret } from '../../core/collect/maskFiles.ts';
import type { ReviewFailure } from '../../core/errors.ts';
import type { FileCoverage } from '../../core/plan/coverage.ts';
import type { FileRef } from '../../core/finding.ts';
import type { ServiceTool, Usage, WebSource } from '../../core/modelClient.ts';
import type { ReviewEvent } from '../../core/review/review.ts';

/** What the last or running review is known to be, for view, status bar and context keys. */
export type ReviewState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      /** Undefined until the change is collected. */
      readonly files: number | undefined;
      /** Estimated input of all requests; undefined until planned. */
      readonly tokens: number | undefined;
      readonly findings: number;
      /** Of them, those that wait for their second look. */
      readonly pending: number;
      /** What the model thinks about, until it finds something: its words, as plain text on one line. */
      readonly thought?: string;
      /** The wait before another try, while it lasts. */
      readonly retrying?: { readonly failure: ReviewFailure; readonly untilMs: number };
    }
  | { readonly kind: 'no-changes'; readonly skipped: readonly SkippedFile[] }
  | ({ readonly kind: 'completed' } & ReviewSummary)
  /** `byClosing` when the window closed while it ran. */
  | ({ readonly kind: 'cancelled'; readonly byClosing?: true } & ReviewSummary)
  | ({ readonly kind: 'failed'; readonly failure: ReviewFailure } & ReviewSummary);

export type FollowUpFailure = Omit<Extract<ReviewEvent, { kind: 'follow-up-failed' }>, 'kind'>;

export interface ReviewSummary {
  /** Files of the scope that were sent. */
  readonly files: number;
  /** Of them, those whose answer came to its end. */
  readonly reviewed: number;
  readonly skipped: readonly SkippedFile[];
  /** Every file of the scope, once, with what became of it. */
  readonly coverage: readonly FileCoverage[];
  /** Files beside the scope of which the model has seen something. */
  readonly context: readonly FileRef[];
  /** Tools that were wished for, and that the road or the model does not have. */
  readonly toolsDropped: readonly (ServiceTool | 'functions')[];
  /** Pages that the service read; words of others. */
  readonly sources: readonly WebSource[];
  /** Dollars; undefined when the price is not known. */
  readonly dollars: number | undefined;
  /** Secrets that were taken out of what was sent, each where it stands. */
  readonly secrets: readonly MaskedSecret[];
  /** Findings of this review, those found before included. */
  readonly findings: number;
  /** Of them, those whose second look came to no answer. */
  readonly unresolved: number;
  /** What failed of all that follows on the findings, each step once. */
  readonly followUpFailures: readonly FollowUpFailure[];
  /** Elements of the answer that could not be read as findings. */
  readonly damaged: number;
  /** As the service counted; undefined when it never said. */
  readonly usage: Usage | undefined;
  readonly modelVersion: string | undefined;
  /** Without the time it waited for the user's answer. */
  readonly elapsedMs: number;
}
