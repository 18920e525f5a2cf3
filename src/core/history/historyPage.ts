import * as z from 'zod/mini';
import { severities } from '../finding.ts';

const counts = z.readonly(z.record(z.enum(severities), z.number()));

/** One review as a row of the history page; times in ms since 1970. */
const shownReview = z.object({
  id: z.string(),
  startedMs: z.number(),
  elapsedMs: z.number(),
  scope: z.string(),
  /** Completed, or how it ended in a few words. */
  outcome: z.string(),
  completed: z.boolean(),
  model: z.string(),
  /** Empty when the price is not known. */
  cost: z.string(),
  reviewed: z.number(),
  files: z.number(),
  counts,
});

const comparedFinding = z.object({
  severity: z.enum(severities),
  title: z.string(),
  file: z.string(),
  /** 1-based; undefined without a line. */
  line: z.exactOptional(z.int()),
});
const group = z.readonly(z.array(comparedFinding));

export const comparedGroups = ['added', 'open', 'fixed', 'unknown'] as const;

/** What the history page is told. */
export const toHistoryPage = z.discriminatedUnion('kind', [
  /** Newest first. */
  z.object({ kind: z.literal('history'), reviews: z.readonly(z.array(shownReview)) }),
  z.object({
    kind: z.literal('comparison'),
    older: z.string(),
    newer: z.string(),
    groups: z.object({ added: group, open: group, fixed: group, unknown: group }),
  }),
]);

/** What the history page asks for. Reviews go by id, findings by their place in the last comparison. */
export const fromHistoryPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open-review'), id: z.string() }),
  z.object({ kind: z.literal('compare'), ids: z.tuple([z.string(), z.string()]) }),
  z.object({
    kind: z.literal('open-finding'),
    group: z.enum(comparedGroups),
    at: z.int().check(z.nonnegative()),
  }),
  z.object({ kind: z.literal('clear') }),
]);

export type ShownReview = z.infer<typeof shownReview>;
export type ComparedFinding = z.infer<typeof comparedFinding>;
export type ComparedGroup = (typeof comparedGroups)[number];
export type ToHistoryPage = z.infer<typeof toHistoryPage>;
export type FromHistoryPage = z.infer<typeof fromHistoryPage>;
