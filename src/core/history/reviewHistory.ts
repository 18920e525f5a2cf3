import * as z from 'zod/mini';
import { countSeverities, severities, type FileRef, type Severity, type SeverityCounts } from '../finding.ts';
import type { Usage } from '../modelClient.ts';

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
  /** Findings to act on, as they were when it ended. */
  readonly counts: SeverityCounts;
  /** Only of a review that version 1 has kept: there is no report of it. */
  readonly findings?: readonly RecordedFinding[];
}

export interface RecordedFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly file: FileRef;
  /** 0-based; undefined without a line. */
  readonly line?: number;
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

  get(id: string): ReviewRecord | undefined {
    return this.#reviews.find((review) => review.id === id);
  }

  add(review: ReviewRecord): void {
    this.#set([review, ...this.#reviews.filter(({ id }) => id !== review.id)]);
  }

  clear(): void {
    this.#set([]);
  }

  snapshot(): StoredHistory {
    return { version: 2, reviews: this.#reviews };
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
  readonly version: 2;
  readonly reviews: readonly ReviewRecord[];
}

const findings = z.array(
  z.object({
    id: z.string(),
    severity: z.enum(severities),
    title: z.string(),
    file: z.object({ root: z.string(), path: z.string() }),
    line: z.exactOptional(z.number()),
  }),
);
const first = z.object({
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
  findings,
});
const second = z.extend(first, {
  findings: z.exactOptional(findings),
  counts: z.record(z.enum(severities), z.number()),
});
const stored = z.discriminatedUnion('version', [
  z.object({ version: z.literal(1), reviews: z.array(first) }),
  z.object({ version: z.literal(2), reviews: z.array(second) }),
]);

/** Undefined when the value is not what this version, or an earlier one, has written. */
export function parseReviewHistory(value: unknown): StoredHistory | undefined {
  const parsed = stored.safeParse(value);
  if (!parsed.success) return undefined;
  if (parsed.data.version === 2) return { version: 2, reviews: parsed.data.reviews };
  // Version 1 kept the findings here, those of all states, and no report.
  const reviews = parsed.data.reviews.map((one) => ({ ...one, counts: countSeverities(one.findings) }));
  return { version: 2, reviews };
}
