import type { ModelClient, ModelEvent, ModelRequest } from '../modelClient.ts';
import type { Clock } from '../ports.ts';

/** A refusal that names no wait holds the others back for this long, in ms. */
const unnamedWaitMs = 15_000;

/** A longer wait would pass for silence. */
const longestWaitMs = 90_000;

/**
 * The same client for several requests side by side: when one is refused for the quota of a minute, none begins
 * before the service's wait is over, so that they slow down together instead of being refused one by one.
 */
export function paceRequests(client: ModelClient, clock: Clock): ModelClient {
  let freeFromMs = 0;
  return {
    ...client,
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, void> {
      const waitMs = freeFromMs - clock.now();
      if (waitMs > 0 && !(await waited(waitMs, clock, signal))) {
        yield { kind: 'failed', failure: { kind: 'cancelled' } };
        return;
      }
      for await (const event of client.stream(request, signal)) {
        if (event.kind === 'failed' && event.failure.kind === 'quota-minute') {
          const askedMs = event.failure.retryAfterMs ?? unnamedWaitMs;
          const untilMs = clock.now() + Math.min(askedMs, longestWaitMs);
          freeFromMs = Math.max(freeFromMs, untilMs);
        }
        yield event;
      }
    },
  };
}

async function waited(ms: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}
