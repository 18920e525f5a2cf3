import assert from 'node:assert/strict';
import { paceRequests } from '../../../../src/core/model/pacedClient.ts';
import type { ModelClient, ModelEvent } from '../../../../src/core/modelClient.ts';
import type { Clock } from '../../../../src/core/ports.ts';

const request = { model: 'm', system: '', contents: [] };

/** Time that passes by sleeping only. */
function steppingClock(): Clock & { readonly slept: number[] } {
  let now = 1_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
      await Promise.resolve();
    },
  };
}

function clientOf(...answers: readonly ModelEvent[][]): ModelClient {
  const left = answers.values();
  return {
    async *stream() {
      await Promise.resolve();
      yield* left.next().value ?? [];
    },
  };
}

const refused: ModelEvent = {
  kind: 'failed',
  failure: { kind: 'quota-minute', retryAfterMs: 37_000, detail: '' },
};
const done: ModelEvent = { kind: 'finished', reason: 'STOP' };

async function eventsOf(client: ModelClient, signal = new AbortController().signal) {
  const events: ModelEvent[] = [];
  for await (const event of client.stream(request, signal)) events.push(event);
  return events;
}

describe('requests side by side', () => {
  it('wait together when one was refused for the quota of a minute', async () => {
    const clock = steppingClock();
    const client = paceRequests(clientOf([refused], [done], [done]), clock);
    assert.deepEqual(await eventsOf(client), [refused]);
    assert.deepEqual(await eventsOf(client), [done]);
    assert.deepEqual(await eventsOf(client), [done]);
    assert.deepEqual(clock.slept, [37_000], 'the third comes when the wait is over');
  });

  it('do not wait when nothing was refused, or for another reason', async () => {
    const clock = steppingClock();
    const overloaded: ModelEvent = {
      kind: 'failed',
      failure: { kind: 'overloaded', status: 503, detail: '' },
    };
    const client = paceRequests(clientOf([overloaded], [done]), clock);
    await eventsOf(client);
    await eventsOf(client);
    assert.deepEqual(clock.slept, []);
  });

  it('can be cancelled while they wait', async () => {
    const clock = steppingClock();
    const client = paceRequests(clientOf([refused], [done]), clock);
    await eventsOf(client);
    const abort = new AbortController();
    abort.abort();
    assert.deepEqual(await eventsOf(client, abort.signal), [
      { kind: 'failed', failure: { kind: 'cancelled' } },
    ]);
  });
});
