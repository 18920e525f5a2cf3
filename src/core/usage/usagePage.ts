import * as z from 'zod/mini';
import { severities } from '../finding.ts';

const tokens = z.object({
  input: z.number(),
  /** Part of `input`. */
  cachedInput: z.number(),
  output: z.number(),
  thoughts: z.number(),
});

/** What the reviews of one day, with one model and of one kind, used; see `UsageEntry`. */
const usedOnDay = z.object({
  day: z.string(),
  model: z.string(),
  kind: z.string(),
  requests: z.number(),
  usage: tokens,
  dollars: z.number(),
  unpriced: z.number(),
});

/** What the usage page is told. */
export const toUsagePage = z.object({
  kind: z.literal('usage'),
  /** The local day of now, `YYYY-MM-DD`. */
  today: z.string(),
  /** Dollars a day; null without a limit. */
  budget: z.nullable(z.number()),
  entries: z.readonly(z.array(usedOnDay)),
  /** Open findings by folder, the worst folder first. */
  folders: z.readonly(
    z.array(z.object({ folder: z.string(), counts: z.readonly(z.record(z.enum(severities), z.number())) })),
  ),
});

/** What the usage page asks for. */
export const fromUsagePage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('setting'), name: z.enum(['dailyBudget', 'prices']) }),
  z.object({ kind: z.literal('review') }),
]);

export type UsedOnDay = z.infer<typeof usedOnDay>;
export type ToUsagePage = z.infer<typeof toUsagePage>;
export type FromUsagePage = z.infer<typeof fromUsagePage>;
