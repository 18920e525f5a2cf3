import type { Usage } from '../modelClient.ts';

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
  return mergeLedgers([entries, [added]]);
}

/** Dollars of a day, as far as prices were known. */
export function spentOn(entries: readonly UsageEntry[], day: string): number {
  return entries.reduce((sum, one) => (one.day === day ? sum + one.dollars : sum), 0);
}

/** Several ledgers, as windows write them side by side, as one; the same in whatever order they come. */
export function mergeLedgers(ledgers: readonly (readonly UsageEntry[])[]): readonly UsageEntry[] {
  const byKey = new Map<string, UsageEntry>();
  let newest = '';
  for (const one of ledgers.flat()) {
    const key = keyOf(one);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? one : join(known, one));
    if (one.day > newest) newest = one.day;
  }
  const oldest = newest === '' ? '' : dayBefore(newest, keptDays);
  return [...byKey]
    .filter(([, { day }]) => day >= oldest)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

/** What one file holds. */
export interface StoredUsage {
  readonly entries: readonly UsageEntry[];
  /** Names of files whose entries are among these: they count no more, should they still be there. */
  readonly replaces: readonly string[];
}

export function formatUsage({ entries, replaces }: StoredUsage): string {
  return JSON.stringify({ version: 1, entries, ...(replaces.length === 0 ? {} : { replaces }) });
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
