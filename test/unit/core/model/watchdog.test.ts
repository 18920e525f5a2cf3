import assert from 'node:assert/strict';
import { watchForSilence } from '../../../../src/core/model/watchdog.ts';
import type { ModelClient, ModelEvent, ModelRequest } from '../../../../src/core/modelClient.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';

const request: ModelRequest = { model: 'm', system: '', contents: [] };
const limits = { firstTextMs: 180_000, idleMs: 90_000 };

/** Hangs like a proxy that is being looked up: it does not even hear an abort. */
const deafClient: ModelClient = {
  async *stream() {
    yield { kind: 'thought', text: 'Hm.' };
    await new Promise(() => undefined);
  },
};

/** One after another: who wakes in one of them may sleep again from then on. */
async function passSeconds(clock: FakeClock, count: number): Promise<void> {
  for (let second = 0; second < count; second++) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1_000);
  }
}

describe('watchForSilence', () => {
  it('ends a client that does not hear the abort', async () => {
    const controller = new AbortController();
    const events: ModelEvent[] = [];
    for await (const event of watchForSilence(
      deafClient,
      request,
      createFakeClock(),
      controller.signal,
      limits,
    )) {
      events.push(event);
      setTimeout(() => controller.abort(), 5);
    }
    assert.deepEqual(events.at(-1), { kind: 'failed', failure: { kind: 'cancelled' } });
  });

  it('ends a client that does not hear that its time is over', async () => {
    const clock = createFakeClock();
    const events: ModelEvent[] = [];
    const signal = new AbortController().signal;
    for await (const event of watchForSilence(deafClient, request, clock, signal, limits)) {
      events.push(event);
      void clock.whenAsleep(180_000).then(() => clock.advance(180_000));
    }
    assert.deepEqual(events.at(-1), { kind: 'failed', failure: { kind: 'silent', ms: 180_000 } });
  });

  it('does not count the time its reader takes', async () => {
    const clock = createFakeClock();
    const client: ModelClient = {
      async *stream() {
        yield { kind: 'text', text: '{}' };
        yield { kind: 'finished', reason: 'STOP' };
      },
    };
    const kinds: string[] = [];
    for await (const event of watchForSilence(client, request, clock, new AbortController().signal, limits)) {
      kinds.push(event.kind);
      clock.advance(500_000);
    }
    assert.deepEqual(kinds, ['text', 'finished']);
  });

  it('ends a client that falls silent after many events, at the time that the last of them allows', async () => {
    const clock = createFakeClock();
    const client: ModelClient = {
      async *stream() {
        for (let count = 0; count < 100; count++) yield { kind: 'text', text: '{}' };
        await new Promise(() => undefined);
      },
    };
    const seen: ModelEvent[] = [];
    let sleeps = 0;
    let lastMs = 0;
    const counting = {
      ...clock,
      sleep: async (ms: number, signal: AbortSignal): Promise<void> => {
        sleeps++;
        await clock.sleep(ms, signal);
      },
    };
    for await (const event of watchForSilence(
      client,
      request,
      counting,
      new AbortController().signal,
      limits,
    )) {
      seen.push(event);
      // Each event comes a second after the one before.
      if (seen.length < 100) clock.advance(1_000);
      // The sleep that was begun for an earlier wait is over before the last one may be; another takes its place.
      else if (seen.length === 100) {
        lastMs = clock.now();
        void passSeconds(clock, 90);
      }
    }
    assert.equal(clock.now() - lastMs, 90_000);
    assert.deepEqual(seen.at(-1), { kind: 'failed', failure: { kind: 'silent', ms: 90_000 } });
    assert.equal(seen.length, 101);
    assert.ok(sleeps < 6, `${sleeps} sleeps`);
  });

  it('lets a bug of the client through', async () => {
    const client: ModelClient = {
      stream: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new TypeError('a bug')) }),
      }),
    };
    const events = watchForSilence(client, request, createFakeClock(), new AbortController().signal, limits);
    await assert.rejects(events.next(), /a bug/);
  });
});
