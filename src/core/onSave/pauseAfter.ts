import type { ReviewFailure } from '../errors.ts';

/** Why no review begins on save for a while, in a word. */
export type PauseWord = 'budget' | 'quota' | 'cost' | 'offline' | 'key' | 'setup';

export interface Pause {
  readonly word: PauseWord;
  readonly failure: ReviewFailure;
  /** In ms since 1970; undefined until the user changes something, or a review started by hand gets through. */
  readonly untilMs: number | undefined;
}

const minute = 60_000;

/** Undefined for a failure that says nothing about the next file. `timeZone` is the user's. */
export function pauseAfter(failure: ReviewFailure, nowMs: number, timeZone: string): Pause | undefined {
  switch (failure.kind) {
    case 'budget-spent':
      return { word: 'budget', failure, untilMs: nextMidnight(nowMs, timeZone) };
    case 'quota-day':
      // https://ai.google.dev/gemini-api/docs/rate-limits: requests per day reset at midnight Pacific time.
      return { word: 'quota', failure, untilMs: nextMidnight(nowMs, 'America/Los_Angeles') };
    case 'quota-minute':
      return { word: 'quota', failure, untilMs: nowMs + (failure.retryAfterMs ?? minute) };
    case 'overloaded':
    case 'network':
    case 'silent':
    case 'timeout':
    case 'proxy':
    case 'tls':
      return { word: 'offline', failure, untilMs: nowMs + minute };
    case 'no-key':
    case 'bad-key':
    case 'no-login':
    case 'login-expired':
      return { word: 'key', failure, untilMs: undefined };
    case 'bad-endpoint':
    case 'bad-location':
    case 'mismatch':
    case 'missing-setting':
    case 'model-not-found':
    case 'no-permission':
    case 'precondition':
    case 'region':
    case 'billing':
    case 'gateway-billing':
    case 'git-missing':
      return { word: 'setup', failure, untilMs: undefined };
    case 'bad-request':
    case 'bad-answer':
    case 'blocked':
    case 'cut-off':
    case 'no-finish':
    case 'empty':
    case 'cancelled':
    // One save was too dear; the next need not be.
    case 'declined':
    case 'git-failed':
    case 'no-repository':
    case 'no-such-revision':
    case 'no-merge-base':
    case 'internal':
      return undefined;
  }
}

/** An hour off on the two days a year when clocks change: what comes too early is refused once more. */
export function nextMidnight(nowMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(nowMs);
  const part = (type: 'hour' | 'minute' | 'second'): number =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const sinceMidnight = (part('hour') * 60 + part('minute')) * minute + part('second') * 1_000;
  return nowMs - (nowMs % 1_000) + 24 * 60 * minute - sinceMidnight;
}
