import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { ConverseEvent } from '../../../../src/core/model/converse.ts';
import type { Answer } from '../../../emulator/answer.ts';
import { handStream } from '../../../emulator/handStream.ts';
import {
  arrangeTalk,
  failureOf,
  fault,
  good,
  settleSleeps,
  waitUntil,
  type Heard,
  type ArrangedTalk,
} from './arrangedTalk.ts';

describe('converse, when it goes quiet or is left', () => {
  let talk: ArrangedTalk;
  beforeEach(async () => {
    talk = await arrangeTalk();
  });
  afterEach(async () => talk[Symbol.asyncDispose]());

  async function abortAfter(moment: () => Promise<void>): Promise<{ heard: Heard; listeners: number }> {
    const controller = new AbortController();
    const hearing = talk.hear(talk.start(controller.signal));
    await moment();
    controller.abort();
    const heard = await hearing;
    return {
      heard,
      listeners: getEventListeners(controller.signal, 'abort').length,
    };
  }

  it('gives a service that never answers 180 seconds, closes the connection and tries again', async () => {
    talk.emulator.script(fault('silent'), good);
    const heard = talk.hear(talk.start());
    await talk.clock.whenAsleep(180_000);
    talk.clock.advance(179_999);
    await waitUntil(() => talk.emulator.openStreams === 1);
    talk.clock.advance(1);
    assert.deepEqual((await heard).retries, [{ failure: 'silent', attempt: 2, delayMs: 500 }]);
    await waitUntil(() => talk.emulator.requests[0]?.outcome.kind === 'left');
  });

  it('gives up a stream that falls silent for 90 seconds after its first text', async () => {
    talk.emulator.script(fault('stall', { text: '{"findings":[' }));
    const heard = talk.hear(talk.start());
    await talk.clock.whenAsleep(90_000);
    // The event after the text, usage, starts the wait anew: let the last of them be the one that counts.
    await settleSleeps();
    talk.clock.advance(90_000);
    const { text, ends } = await heard;
    assert.equal(text, '{"findings":[');
    assert.deepEqual(ends, [{ kind: 'failed', failure: { kind: 'silent', ms: 90_000 } }]);
    await waitUntil(() => talk.emulator.requests[0]?.outcome.kind === 'left');
  });

  it('counts thoughts as signs of life', async () => {
    const stream = handStream();
    talk.emulator.script(stream);
    let thoughts = 0;
    const counted = async function* (): AsyncGenerator<ConverseEvent, void, void> {
      for await (const event of talk.start()) {
        if (event.kind === 'thought') thoughts++;
        yield event;
      }
    };
    const heard = talk.hear(counted());
    await talk.clock.whenAsleep(180_000);
    for (let round = 1; round <= 3; round++) {
      talk.clock.advance(170_000);
      stream.think('still thinking');
      await waitUntil(() => thoughts === round);
      await settleSleeps();
    }
    stream.push('{}');
    stream.finish();
    assert.deepEqual((await heard).ends, [{ kind: 'finished', reason: 'STOP' }]);
  });

  describe('when aborted', () => {
    for (const [when, answers, moment] of [
      ['before the answer begins', [fault('silent')], () => waitUntil(() => talk.emulator.openStreams === 1)],
      ['in the middle of the answer', [fault('stall')], () => talk.clock.whenAsleep(90_000)],
    ] satisfies [string, Answer[], () => Promise<void>][])
      it(`${when}, ends at once and closes the connection`, async () => {
        talk.emulator.script(...answers);
        const { heard, listeners } = await abortAfter(moment);
        assert.deepEqual(failureOf(heard), { kind: 'cancelled' });
        assert.equal(listeners, 0);
        await waitUntil(() => talk.emulator.requests[0]?.outcome.kind === 'left');
      });

    it('during a wait, ends at once and sends nothing more', async () => {
      talk.emulator.script(fault('rate-limited-minute', { retryAfterMs: 37_000 }), good);
      const controller = new AbortController();
      const ends: ConverseEvent[] = [];
      for await (const event of talk.start(controller.signal)) {
        if (event.kind === 'failed') ends.push(event);
        if (event.kind !== 'retrying') continue;
        void talk.clock.whenAsleep(event.delayMs).then(() => controller.abort());
      }
      assert.deepEqual(ends, [{ kind: 'failed', failure: { kind: 'cancelled' } }]);
      assert.equal(talk.emulator.requests.length, 1);
      assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
      assert.deepEqual(talk.clock.pending, []);
    });

    it('before the start, sends nothing', async () => {
      const heard = await talk.hear(talk.start(AbortSignal.abort()));
      assert.deepEqual(failureOf(heard), { kind: 'cancelled' });
      assert.equal(talk.emulator.requests.length, 0);
    });
  });

  it('closes the connection when its reader leaves', async () => {
    const stream = handStream();
    talk.emulator.script(stream);
    stream.push('{"findings":[');
    const controller = new AbortController();
    for await (const event of talk.start(controller.signal)) if (event.kind === 'text') break;
    await stream.closed;
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
    assert.deepEqual(talk.clock.pending, []);
  });
});
