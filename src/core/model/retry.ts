import type { ModelFailure } from '../errors.ts';

export interface RetryLimits {
  /** How often one request is sent because of failures that pass by themselves; 3 means two retries. */
  readonly maxTries: number;
  /** Milliseconds; the wait before the first retry is between 0 and this, and the bound doubles each time. */
  readonly firstBackoffMs: number;
  /** How often a full minute quota is waited for. */
  readonly maxQuotaWaits: number;
  /** A wait asked for that is longer than this is not begun. */
  readonly maxQuotaWaitMs: number;
  /** From 0 to 1, exclusive. */
  readonly random: () => number;
}

export const defaultRetryLimits: RetryLimits = {
  maxTries: 3,
  firstBackoffMs: 1000,
  maxQuotaWaits: 2,
  maxQuotaWaitMs: 90_000,
  random: Math.random,
};

/** What was done so far for one request. */
export interface Attempts {
  /** Requests that failed by overload, network or silence, the last one included. */
  readonly transient: number;
  /** Requests refused for a minute quota, the last one included. */
  readonly quota: number;
  /** Text of the answer has been handed on: another try would repeat or contradict it. */
  readonly textReceived: boolean;
  /** The refused request carried a schema. */
  readonly schemaSent: boolean;
  /** The refused request carried tools or functions that can be left out. */
  readonly toolsSent: boolean;
}

export type RetryDecision =
  | { readonly kind: 'give-up' }
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'retry-without-schema' }
  | { readonly kind: 'retry-without-tools' };

/** Whether and when to send again; nothing but its arguments decides. */
export function decideRetry(failure: ModelFailure, attempts: Attempts, limits: RetryLimits): RetryDecision {
  if (attempts.textReceived) return giveUp;
  switch (failure.kind) {
    case 'overloaded':
    case 'no-finish':
    case 'silent':
      return backOff(attempts, limits);
    case 'network':
      return failure.code === 'ERR_INVALID_URL' ? giveUp : backOff(attempts, limits);
    case 'quota-minute':
      return waitForQuota(failure.retryAfterMs, attempts, limits);
    case 'bad-request':
      if (failure.tools === true && attempts.toolsSent) return { kind: 'retry-without-tools' };
      // The answer's form is in the prompt too.
      return failure.schema === true && attempts.schemaSent ? { kind: 'retry-without-schema' } : giveUp;
    default:
      return giveUp;
  }
}

const giveUp: RetryDecision = { kind: 'give-up' };

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function backOff(attempts: Attempts, limits: RetryLimits): RetryDecision {
  if (attempts.transient >= limits.maxTries) return giveUp;
  const bound = limits.firstBackoffMs * 2 ** (attempts.transient - 1);
  return { kind: 'retry', delayMs: Math.round(limits.random() * bound) };
}

/** A little is added to the wait, so that requests refused together do not come back together. */
function waitForQuota(askedMs: number | undefined, attempts: Attempts, limits: RetryLimits): RetryDecision {
  if (attempts.quota > limits.maxQuotaWaits) return giveUp;
  const base = askedMs ?? quotaWaitMs * attempts.quota;
  if (base > limits.maxQuotaWaitMs) return giveUp;
  const delayMs = base + Math.round(limits.random() * limits.firstBackoffMs);
  return { kind: 'retry', delayMs: Math.min(delayMs, limits.maxQuotaWaitMs) };
}

/** The service names no wait: the quota counts by the minute, so half of one is the expected rest. */
const quotaWaitMs = 30_000;
