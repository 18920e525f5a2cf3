import * as z from 'zod/mini';
import { rangeOf, severities, type FileRef, type Finding, type Severity } from '../finding.ts';
import type { Usage } from '../ports.ts';

/** One review that has ended, however it ended. */
export interface ReviewRecord {
  /** The `reviewId` of its findings. */
  readonly id: string;
  /** When it began, in ms since 1970. */
  readonly startedMs: number;
  readonly elapsedMs: number;
  /** `Scope.kind`, and what names it to the user: a branch, a commit, a folder; may be empty. */
  readonly scope: { readonly kind: string; readonly detail: string };
  /** A kind of `ReviewFailure` when `failed`. */
  readonly outcome: 'completed' | 'cancelled' | { readonly failed: string };
  /** The model that really answered; undefined when none did. */
  readonly modelVersion?: string;
  readonly usage?: Usage;
  readonly dollars?: number;
  /** Numbers of files. */
  readonly coverage: { readonly files: number; readonly reviewed: number; readonly skipped: number };
  /** As they were when it ended. */
  readonly findings: readonly RecordedFinding[];
}

export interface RecordedFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly file: FileRef;
  /** 0-based; undefined without a line. */
  readonly line?: number;
}

export function recordFinding(finding: Finding): RecordedFinding {
  const { id, severity, title, file } = finding;
  const line = rangeOf(finding)?.start.line;
  return { id, severity, title, file, ...(line === undefined ? {} : { line }) };
}

const mostReviews = 50;

/** The last reviews of a workspace, newest first. */
export class ReviewHistory {
  readonly #listeners = new Set<() => void>();
  #reviews: readonly ReviewRecord[] = [];

  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  all(): readonly ReviewRecord[] {
    return this.#reviews;
  }

  add(review: ReviewRecord): void {
    this.#set([review, ...this.#reviews.filter(({ id }) => id !== review.id)]);
  }

  clear(): void {
    this.#set([]);
  }

  snapshot(): StoredHistory {
    return { version: 1, reviews: this.#reviews };
  }

  /** Takes the place of everything here. */
  load({ reviews }: StoredHistory): void {
    this.#set(reviews);
  }

  #set(reviews: readonly ReviewRecord[]): void {
    this.#reviews = reviews.slice(0, mostReviews);
    for (const listener of this.#listeners) listener();
  }
}

/** The history as it is kept on disk. */
export interface StoredHistory {
  readonly version: 1;
  readonly reviews: readonly ReviewRecord[];
}

const record = z.object({
  id: z.string(),
  startedMs: z.number(),
  elapsedMs: z.number(),
  scope: z.object({ kind: z.string(), detail: z.string() }),
  outcome: z.union([z.literal('completed'), z.literal('cancelled'), z.object({ failed: z.string() })]),
  modelVersion: z.exactOptional(z.string()),
  usage: z.exactOptional(
    z.object({ input: z.number(), cachedInput: z.number(), output: z.number(), thoughts: z.number() }),
  ),
  dollars: z.exactOptional(z.number()),
  coverage: z.object({ files: z.number(), reviewed: z.number(), skipped: z.number() }),
  findings: z.array(
    z.object({
      id: z.string(),
      severity: z.enum(severities),
      title: z.string(),
      file: z.object({ root: z.string(), path: z.string() }),
      line: z.exactOptional(z.number()),
    }),
  ),
});
const stored = z.object({ version: z.literal(1), reviews: z.array(record) });

/** Undefined when the value is not what this version has written. */
export function parseReviewHistory(value: unknown): StoredHistory | undefined {
  const parsed = stored.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
