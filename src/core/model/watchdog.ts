import type { ModelFailure } from '../errors.ts';
import type { ModelClient, ModelEvent, ModelRequest } from '../modelClient.ts';
import type { Clock } from '../ports.ts';
import { SilenceAlarm } from './silenceAlarm.ts';

export interface SilenceLimits {
  /** Milliseconds without an event before the first text: models think in silence. */
  readonly firstTextMs: number;
  /** Milliseconds without an event from the first text on. */
  readonly idleMs: number;
}

export const defaultSilenceLimits: SilenceLimits = { firstTextMs: 180_000, idleMs: 90_000 };

/**
 * One request of a client, ended with `failed: silent` when no event comes for too long and with
 * `failed: cancelled` as soon as `signal` fires, even when the client hangs. Only the time spent waiting
 * for the client counts. The connection is closed at every end, leaving the iteration early included.
 */
export async function* watchForSilence(
  client: ModelClient,
  request: ModelRequest,
  clock: Clock,
  signal: AbortSignal,
  limits: SilenceLimits,
): AsyncGenerator<ModelEvent, void, void> {
  const connection = new AbortController();
  const events = client.stream(request, connection.signal)[Symbol.asyncIterator]();
  let limitMs = limits.firstTextMs;
  let interrupt: (step: Step) => void = ignore;
  const alarm = new SilenceAlarm(clock, () =>
    interrupt({ kind: 'interrupted', failure: { kind: 'silent', ms: limitMs } }),
  );
  const cancel = (): void => interrupt(cancelled);
  signal.addEventListener('abort', cancel);
  const next = async (): Promise<Step> =>
    new Promise((resolve, reject) => {
      interrupt = resolve;
      alarm.begin(limitMs);
      events
        .next()
        .then(
          (step) => resolve(step.done === true ? { kind: 'end' } : { kind: 'event', event: step.value }),
          reject,
        );
    });
  try {
    for (;;) {
      const step = signal.aborted ? cancelled : await next();
      alarm.end();
      if (step.kind === 'end') return;
      yield step.kind === 'event' ? step.event : { kind: 'failed', failure: step.failure };
      if (step.kind === 'interrupted') return;
      if (step.event.kind === 'text') limitMs = limits.idleMs;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    alarm.dispose();
    connection.abort();
    // Not awaited: a client that hangs would hang its consumer. It is over, so how it ends is of no interest.
    events.return?.().then(ignore, ignore);
  }
}

type Step =
  | { readonly kind: 'event'; readonly event: ModelEvent }
  | { readonly kind: 'end' }
  | { readonly kind: 'interrupted'; readonly failure: ModelFailure };

const cancelled: Step = { kind: 'interrupted', failure: { kind: 'cancelled' } };
const ignore = (): void => undefined;
