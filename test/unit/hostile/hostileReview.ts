import type { Finding } from '../../../src/core/finding.ts';
import type { ModelClient } from '../../../src/core/modelClient.ts';
import type { Clock, Syntax } from '../../../src/core/ports.ts';
import type { ReviewEvent, ReviewOutcome } from '../../../src/core/review/review.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import {
  clientOf,
  eventsOf,
  foundIn,
  outcomeOf,
  portsAround,
  requestWith,
} from '../review/arrangedReview.ts';

export interface HostileReview {
  readonly events: readonly ReviewEvent[];
  readonly findings: readonly Finding[];
  readonly outcome: ReviewOutcome | undefined;
}

export interface HostileOptions {
  readonly client?: ModelClient;
  readonly scope?: Scope;
  readonly clock?: Clock;
  readonly deadlineMs?: number;
  readonly silenceMs?: number;
}

/** A review of a real repository with all its real parts, by the Gemini API at an address. */
export async function reviewHostile(
  root: string,
  endpoint: string,
  syntax: Syntax,
  options: HostileOptions = {},
): Promise<HostileReview> {
  const { scope, clock = systemClock, silenceMs = 60_000, deadlineMs = 600_000 } = options;
  const request = requestWith({
    ...(scope === undefined ? {} : { scope }),
    inputTokenBudget: 1_000_000,
    silenceMs,
    deadlineMs,
  });
  const client = options.client ?? clientOf(endpoint);
  const events = await eventsOf(request, portsAround(root, client, syntax, { clock }));
  return { events, findings: foundIn(events), outcome: outcomeOf(events) };
}
