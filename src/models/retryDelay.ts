const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A Go or protobuf duration (`37s`, `34.07s`, `900ms`, `1h2m3s`) in whole milliseconds, rounded up. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|h|m|s))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g))
    total += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  return Math.ceil(total);
}

/** `Retry-After`, seconds or an HTTP date, in milliseconds from `now` (milliseconds since 1970). */
export function parseRetryAfter(header: string, now: number): number | undefined {
  const value = header.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  // Date.parse takes nearly anything ("-5"); an HTTP date names its month.
  const date = /[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The wait that a message asks for: "Please retry in 37.2s." */
export function findRetryDelay(message: string): number | undefined {
  const found = /\bretry (?:in|after) ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)/i.exec(message);
  return found?.[1] === undefined ? undefined : parseDuration(found[1]);
}
