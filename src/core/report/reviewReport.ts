import type { Usage, WebSource } from '../modelClient.ts';
import type { Anchor, Category, FilterReason, FindingState, Severity, Verification } from '../finding.ts';
import type { Scope } from '../scope.ts';

/** 1-based lines and columns; columns count UTF-16 code units, the end is exclusive. */
export interface Place {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Whole lines around a finding, without their line ends; very long ones are cut behind the finding. */
export interface Excerpt {
  /** 1-based. */
  readonly startLine: number;
  readonly lines: readonly string[];
}

/** A finding as it leaves the program: relative paths, 1-based places, with the code it speaks of. */
export interface ReportedFinding {
  readonly fingerprint: string;
  /** Relative to the root of the review, with `/`. */
  readonly file: string;
  readonly anchor: Anchor['kind'];
  /** Undefined for a finding without a line. */
  readonly place?: Place;
  readonly excerpt?: Excerpt;
  /** Empty when the model gave no quote. */
  readonly quote: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly rule?: string;
  /** Common weakness number. */
  readonly cwe?: number;
  readonly title: string;
  readonly explanation: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly state: FindingState;
  readonly filtered?: FilterReason;
  readonly verification?: Verification;
  /** Whether an earlier report that was compared with holds it too; undefined when there was none. */
  readonly baseline?: 'new' | 'unchanged';
  readonly fix?: ReportedFix;
}

interface ReportedFix {
  /** Passed every gate: may be applied without being looked at. */
  readonly automatic: boolean;
  readonly edits: readonly { readonly place: Place; readonly before: string; readonly after: string }[];
}

/**
 * What became of one file of the scope; `partly`: the answer about it ended early. `reason` is the kind of a skip or
 * of a failure, `message` the same for people.
 */
export type ReportedCoverage =
  | { readonly file: string; readonly state: 'reviewed' }
  | {
      readonly file: string;
      readonly state: 'partly' | 'skipped' | 'not-reviewed';
      readonly reason: string;
      readonly message: string;
    };

export type ReportedOutcome =
  | { readonly kind: 'completed' | 'nothing-to-review' | 'interrupted' }
  | { readonly kind: 'failed'; readonly failure: { readonly kind: string; readonly message: string } };

/** A secret that was taken out before anything was sent. */
export interface ReportedSecret {
  readonly rule: string;
  /** A file of the review, or the name of a source of guidance. */
  readonly source: string;
  /** 1-based. */
  readonly line: number;
  readonly fingerprint: string;
}

export interface ReviewFacts {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly scope: { readonly kind: Scope['kind']; readonly detail: string };
  /** As it was asked for. */
  readonly model: string;
  readonly effort: string;
}

/** Everything a review came to, and everything an export is made from. It is kept as JSON in this very shape. */
export interface ReviewReport {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly review: ReviewFacts & {
    /** ISO 8601, UTC. */
    readonly endedAt: string;
    /** As the service named itself. */
    readonly modelVersion?: string;
  };
  readonly outcome: ReportedOutcome;
  /** In order of file and line; those held back are among them, with their state. */
  readonly findings: readonly ReportedFinding[];
  /** Every file of the scope, once. */
  readonly coverage: readonly ReportedCoverage[];
  /** Files beside the scope that the model looked into; absent for none. */
  readonly context?: readonly string[];
  /** Web pages that the service read: words of others. Absent for none. */
  readonly sources?: readonly WebSource[];
  readonly secrets: readonly ReportedSecret[];
  /** Undefined when the service never said. */
  readonly usage?: Usage;
  /** Dollars; undefined when the price is not known. */
  readonly cost?: number;
}

/** The kind of defect: the model's word for it, else the category. */
export function ruleName({ rule, category }: Pick<ReportedFinding, 'rule' | 'category'>): string {
  return rule ?? category;
}

/** Whether it is to be acted on: neither held back, nor dismissed, nor fixed, nor known before. */
export function isOpen({ state, baseline }: ReportedFinding): boolean {
  return (state === 'open' || state === 'changed' || state === 'gone') && baseline !== 'unchanged';
}
