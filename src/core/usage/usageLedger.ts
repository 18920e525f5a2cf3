import * as z from 'zod/mini';
import type { Usage } from '../ports.ts';

/** What the reviews of one day, with one model and of one kind, used. */
export interface UsageEntry {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
  /** The model that really answered. */
  readonly model: string;
  /** `Scope.kind`, or the kind of another request. */
  readonly kind: string;
  readonly requests: number;
  readonly usage: Usage;
  /** Dollars for those requests whose price was known. */
  readonly dollars: number;
  /** Requests without a known price. */
  readonly unpriced: number;
}

/** Entries older than this many days are dropped. */
const keptDays = 400;

/** The entries with another one added, by day, model and kind; sorted by day. */
export function addUsage(entries: readonly UsageEntry[], added: UsageEntry): readonly UsageEntry[] {
  const same = entries.find((one) => keyOf(one) === keyOf(added));
  const others = entries.filter((one) => one !== same);
  const joined = same === undefined ? added : join(same, added);
  const oldest = dayBefore(added.day, keptDays);
  return [...others, joined]
    .filter(({ day }) => day >= oldest)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Dollars of a day, as far as prices were known. */
export function spentOn(entries: readonly UsageEntry[], day: string): number {
  return entries.reduce((sum, one) => (one.day === day ? sum + one.dollars : sum), 0);
}

/** Several ledgers, as windows write them side by side, as one. */
export function mergeLedgers(ledgers: readonly (readonly UsageEntry[])[]): readonly UsageEntry[] {
  return ledgers.flat().reduce<readonly UsageEntry[]>(addUsage, []);
}

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
const stored = z.object({ version: z.literal(1), entries: z.array(entry) });

/** Undefined when the value is not what `formatUsage` has written. */
export function parseUsage(value: unknown): readonly UsageEntry[] | undefined {
  const parsed = stored.safeParse(value);
  return parsed.success ? parsed.data.entries : undefined;
}

export function formatUsage(entries: readonly UsageEntry[]): string {
  return JSON.stringify({ version: 1, entries });
}

function keyOf({ day, model, kind }: UsageEntry): string {
  return `${day} ${model} ${kind}`;
}

function join(a: UsageEntry, b: UsageEntry): UsageEntry {
  return {
    ...a,
    requests: a.requests + b.requests,
    dollars: a.dollars + b.dollars,
    unpriced: a.unpriced + b.unpriced,
    usage: {
      input: a.usage.input + b.usage.input,
      cachedInput: a.usage.cachedInput + b.usage.cachedInput,
      output: a.usage.output + b.usage.output,
      thoughts: a.usage.thoughts + b.usage.thoughts,
    },
  };
}

function dayBefore(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}
