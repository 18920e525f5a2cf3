/** Dollars per million tokens, and per hour for those that are stored. */
export interface CachePrice {
  readonly input: number;
  readonly cachedInput: number;
  readonly storagePerHour: number;
}

export interface CacheQuestion {
  /** Of the front: what would be stored. */
  readonly tokens: number;
  readonly price: CachePrice;
  /** When this very front was sent before, in ms since 1970, oldest first. */
  readonly uses: readonly number[];
  readonly nowMs: number;
  /** The part of a repeated front that the service reads cheaply without being asked to, from 0 to 1. */
  readonly implicitShare: number;
}

/** `ttlMs`: how long to store it from now; `gain` is in dollars. */
export type CacheDecision =
  { readonly kind: 'send' } | { readonly kind: 'store'; readonly ttlMs: number; readonly gain: number };

/** Fewer tokens are not stored: https://ai.google.dev/gemini-api/docs/caching, Gemini 3.5 Flash, 2026-11. */
export const leastCachedTokens = 4_096;

/** Dollars; less is not worth another request to the service. */
const leastGain = 0.01;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const shortestTtlMs = 5 * minuteMs;
const longestTtlMs = hourMs;

/** A use that comes half again as late as the latest so far still meets the stored front. */
const patience = 1.5;

/**
 * Whether to have the service store a front that is about to be sent. As many uses are expected in the hour to come
 * as there were in the last one, as far apart. Each saves the difference to what it would cost anyway; against that
 * stand the writing, which costs a full reading, and the storage until the last of them and for as long as another
 * is waited for.
 */
export function decideCaching(question: CacheQuestion): CacheDecision {
  const { tokens, price, implicitShare } = question;
  const rhythm = rhythmOf(question);
  if (tokens < leastCachedTokens || rhythm === undefined) return { kind: 'send' };
  const { repeats, gapMs, ttlMs } = rhythm;
  const anyway = price.input - implicitShare * (price.input - price.cachedInput);
  const writing = price.input + price.cachedInput - anyway;
  const storage = (price.storagePerHour * (repeats * gapMs + ttlMs)) / hourMs;
  const gain = (tokens * (repeats * (anyway - price.cachedInput) - writing - storage)) / 1_000_000;
  return gain < leastGain ? { kind: 'send' } : { kind: 'store', ttlMs, gain };
}

/**
 * Whether a front that is stored, and about to be used, is to stay for another use: when that saves more than the
 * storage until then costs at most. Undefined: it no longer pays, and is to be deleted after this use.
 */
export function decideKeeping(question: CacheQuestion): number | undefined {
  const { price, implicitShare } = question;
  const rhythm = rhythmOf(question);
  if (rhythm === undefined) return undefined;
  const saving = (1 - implicitShare) * (price.input - price.cachedInput);
  const storage = (price.storagePerHour * rhythm.ttlMs) / hourMs;
  return saving > storage ? rhythm.ttlMs : undefined;
}

/** Dollars for so many tokens, stored for so long. */
export function storageCost(tokens: number, ms: number, storagePerHour: number): number {
  return (tokens * storagePerHour * Math.max(0, ms)) / hourMs / 1_000_000;
}

interface Rhythm {
  readonly repeats: number;
  /** From one use to the next, on average. */
  readonly gapMs: number;
  readonly ttlMs: number;
}

/** Undefined without a use in the last hour: nothing says that there will be another. */
function rhythmOf({ uses, nowMs }: CacheQuestion): Rhythm | undefined {
  const recent = uses.filter((at) => at <= nowMs && nowMs - at <= hourMs);
  const [first] = recent;
  if (first === undefined) return undefined;
  const times = [...recent, nowMs];
  const gaps = recent.map((at, index) => (times[index + 1] ?? nowMs) - at);
  const wanted = patience * Math.max(...gaps);
  return {
    repeats: recent.length,
    gapMs: (nowMs - first) / recent.length,
    ttlMs: Math.round(Math.min(Math.max(wanted, shortestTtlMs), longestTtlMs)),
  };
}
