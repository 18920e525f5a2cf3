import type { UsedOnDay } from '../core/usage/usagePage.ts';

export const measures = ['cost', 'tokens'] as const;
export type Measure = (typeof measures)[number];
export const groupings = ['kind', 'model'] as const;
export type Grouping = (typeof groupings)[number];

/** One colour of a chart: a value for each day. */
export interface Series {
  readonly label: string;
  readonly values: readonly number[];
}

export interface Totals {
  readonly dollars: number;
  readonly requests: number;
  readonly unpriced: number;
  readonly input: number;
  readonly cachedInput: number;
  /** Thoughts included: they are billed as output. */
  readonly output: number;
}

/** So many series have a colour of their own. */
const mostSeries = 5;

/** The local days up to `today`, oldest first. */
export function daysUpTo(today: string, count: number): readonly string[] {
  const at = new Date(`${today}T12:00:00Z`);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(at);
    day.setUTCDate(at.getUTCDate() - (count - 1 - index));
    return day.toISOString().slice(0, 10);
  });
}

/** What each model, or kind of review, came to on each day: the largest first, small ones together as `other`. */
export function seriesOf(
  entries: readonly UsedOnDay[],
  days: readonly string[],
  measure: Measure,
  grouping: Grouping,
  other: string,
): readonly Series[] {
  const position = new Map(days.map((day, at) => [day, at]));
  const groups = new Map<string, number[]>();
  for (const entry of entries) {
    const at = position.get(entry.day);
    if (at === undefined) continue;
    const values = groups.get(entry[grouping]) ?? days.map(() => 0);
    values[at] = (values[at] ?? 0) + (measure === 'cost' ? entry.dollars : tokensOf(entry));
    groups.set(entry[grouping], values);
  }
  const all = [...groups]
    .map(([label, values]) => ({ label, values }))
    .filter(({ values }) => total(values) > 0)
    .toSorted((a, b) => total(b.values) - total(a.values) || (a.label < b.label ? -1 : 1));
  const rest = all.slice(mostSeries);
  if (rest.length === 0) return all;
  const values = days.map((_, at) => total(rest.map((one) => one.values[at] ?? 0)));
  return [...all.slice(0, mostSeries), { label: other, values }];
}

/** Input of each day: what came from a cache, and what did not. */
export function cacheSeries(
  entries: readonly UsedOnDay[],
  days: readonly string[],
): { readonly cached: readonly number[]; readonly fresh: readonly number[] } {
  const ofDay = days.map((day) => totalsOf(entries, [day]));
  return {
    cached: ofDay.map(({ cachedInput }) => cachedInput),
    fresh: ofDay.map(({ input, cachedInput }) => input - cachedInput),
  };
}

export function totalsOf(entries: readonly UsedOnDay[], days: readonly string[]): Totals {
  const wanted = new Set(days);
  const within = entries.filter(({ day }) => wanted.has(day));
  const sum = (of: (entry: UsedOnDay) => number): number => total(within.map(of));
  return {
    dollars: sum(({ dollars }) => dollars),
    requests: sum(({ requests }) => requests),
    unpriced: sum(({ unpriced }) => unpriced),
    input: sum(({ usage }) => usage.input),
    cachedInput: sum(({ usage }) => usage.cachedInput),
    output: sum(({ usage }) => usage.output + usage.thoughts),
  };
}

function tokensOf({ usage }: UsedOnDay): number {
  return usage.input + usage.output + usage.thoughts;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
