import * as z from 'zod/mini';
import type { StoredUsage } from './usageLedger.ts';

const usage = z.object({
  input: z.number(),
  cachedInput: z.number(),
  output: z.number(),
  thoughts: z.number(),
});
const entry = z.object({
  day: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  model: z.string(),
  kind: z.string(),
  requests: z.number(),
  usage,
  dollars: z.number(),
  unpriced: z.number(),
});
const stored = z.object({
  version: z.literal(1),
  entries: z.array(entry),
  replaces: z.exactOptional(z.array(z.string())),
});

/** Undefined when the value is not what `formatUsage` has written. */
export function parseUsage(value: unknown): StoredUsage | undefined {
  const parsed = stored.safeParse(value);
  return parsed.success ? { entries: parsed.data.entries, replaces: parsed.data.replaces ?? [] } : undefined;
}
