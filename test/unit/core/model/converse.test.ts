import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { converse, type ConverseEvent, type ConverseLimits } from '../../../../src/core/model/converse.ts';
import type { ModelFailure } from '../../../../src/core/errors.ts';
import type { ModelRequest } from '../../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../../src/models/gemini.ts';
import type { Answer, FaultName } from '../../../emulator/answer.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { rateLimitedMinute } from '../../../emulator/googleErrors.ts';
import { handStream } from '../../../emulator/handStream.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';

const request: ModelRequest = { model: 'gemini-3.5-flash', system: 'Review.', contents: ['a change'] };
const good: Answer = { kind: 'text', text: '{"findings":[]}' };
const fault = (name: FaultName, more: object = {}): Answer => ({ kind: 'fault', name, ...more });

interface Heard {
  readonly text: string;
  readonly retries: readonly {
    readonly failure: string;
    readonly attempt: number;
    readonly delayMs: number;
  }[];
  readonly ends: readonly ConverseEvent[];
  readonly lastUsage: ConverseEvent | undefined;
}

describe('converse', () => {
  let emulator: Emulator;
  let clock: FakeClock;

  beforeEach(async () => {
    emulator = await startEmulator();
    clock = createFakeClock();
  });
  afterEach(() => emulator.close());

  function start(
    signal: AbortSignal = new AbortController().signal,
    limits: ConverseLimits = {},
    asked: ModelRequest = request,
  ): AsyncGenerator<ConverseEvent, void, void> {
    const client = createGeminiClient({ apiKey: 'test-key-1', endpoint: emulator.url });
    return converse(client, asked, clock, signal, { random: () => 0.5, ...limits });
  }

  /** Reads to the end; time passes whenever a retry waits. */
  async function hear(events: AsyncIterable<ConverseEvent>): Promise<Heard> {
    let text = '';
    const retries: { failure: string; attempt: number; delayMs: number }[] = [];
    const ends: ConverseEvent[] = [];
    let lastUsage: ConverseEvent | undefined;
    for await (const event of events) {
      if (event.kind === 'text') text += event.text;
      if (event.kind === 'usage') lastUsage = event;
      if (event.kind === 'finished' || event.kind === 'failed') ends.push(event);
      if (event.kind !== 'retrying') continue;
      retries.push({ failure: event.failure.kind, attempt: event.attempt, delayMs: event.delayMs });
      void clock.whenAsleep(event.delayMs).then(() => clock.advance(event.delayMs));
    }
    return { text, retries, ends, lastUsage };
  }

  async function abortAfter(moment: () => Promise<void>): Promise<{ heard: Heard; listeners: number }> {
    const controller = new AbortController();
    const hearing = hear(start(controller.signal));
    await moment();
    controller.abort();
    const heard = await hearing;
    return {
      heard,
      listeners: getEventListeners(controller.signal, 'abort').length,
    };
  }

  it('hands on the text and ends with one finished', async () => {
    emulator.script(good);
    const heard = await hear(start());
    assert.equal(heard.text, '{"findings":[]}');
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    assert.deepEqual(heard.retries, []);
  });

  it('sends an overloaded request again and tells of each wait', async () => {
    emulator.script(fault('overloaded'), fault('internal'), good);
    const heard = await hear(start());
    assert.deepEqual(heard.retries, [
      { failure: 'overloaded', attempt: 2, delayMs: 500 },
      { failure: 'overloaded', attempt: 3, delayMs: 1000 },
    ]);
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    assert.equal(emulator.requests.length, 3);
  });

  it('gives an overloaded service up after three requests', async () => {
    emulator.script(fault('overloaded'), fault('overloaded'), fault('overloaded'), good);
    const heard = await hear(start());
    assert.equal(failureOf(heard).kind, 'overloaded');
    assert.equal(emulator.requests.length, 3);
  });

  it('waits as long as a minute quota asks', async () => {
    emulator.script(fault('rate-limited-minute', { retryAfterMs: 34_070 }), good);
    const heard = await hear(start());
    assert.deepEqual(heard.retries, [{ failure: 'quota-minute', attempt: 2, delayMs: 34_570 }]);
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
  });

  it('does not wait for a minute quota that asks for more than 90 seconds', async () => {
    emulator.script(fault('rate-limited-minute', { retryAfterMs: 120_000 }), good);
    const heard = await hear(start());
    assert.equal(failureOf(heard).kind, 'quota-minute');
    assert.equal(emulator.requests.length, 1);
  });

  for (const [name, kind] of [
    ['bad-key', 'bad-key'],
    ['unauthenticated', 'bad-key'],
    ['permission-denied', 'no-permission'],
    ['not-found', 'model-not-found'],
    ['region', 'region'],
    ['quota-day', 'quota-day'],
    ['bare-400', 'bad-request'],
    ['captive-portal', 'bad-answer'],
    ['prompt-blocked', 'blocked'],
  ] satisfies [FaultName, ModelFailure['kind']][])
    it(`sends ${name} once and ends with ${kind}`, async () => {
      emulator.script(fault(name), good);
      assert.equal(failureOf(await hear(start())).kind, kind);
      assert.equal(emulator.requests.length, 1);
    });

  it('sends a request refused with its schema once more without it', async () => {
    emulator.script(fault('bare-400'), good);
    const heard = await hear(start(undefined, {}, { ...request, schema: { type: 'object' } }));
    assert.deepEqual(heard.retries, [{ failure: 'bad-request', attempt: 2, delayMs: 0 }]);
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    const schemas = emulator.requests.map((one) => JSON.stringify(one.body).includes('responseJsonSchema'));
    assert.deepEqual(schemas, [true, false]);
  });

  it('gives a request up that is refused without its schema too', async () => {
    emulator.script(fault('too-many-states'), fault('bare-400'), good);
    const heard = await hear(start(undefined, {}, { ...request, schema: { type: 'object' } }));
    assert.equal(failureOf(heard).kind, 'bad-request');
    assert.equal(emulator.requests.length, 2);
  });

  it('tries all three times after it dropped the schema', async () => {
    emulator.script(fault('bare-400'), fault('overloaded'), fault('overloaded'), good);
    const heard = await hear(start(undefined, {}, { ...request, schema: { type: 'object' } }));
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    assert.equal(emulator.requests.length, 4);
  });

  it('keeps the text of a broken stream and sends nothing again', async () => {
    for (const [name, kind] of [
      ['reset-mid-stream', 'network'],
      ['close-without-finish', 'no-finish'],
      ['error-event', 'overloaded'],
      ['bare-error', 'overloaded'],
    ] satisfies [FaultName, ModelFailure['kind']][]) {
      emulator.script(fault(name, { text: '{"findings":[{"file":"a.ts"' }));
      const sentBefore = emulator.requests.length;
      const heard = await hear(start());
      assert.equal(heard.text, '{"findings":[{"file":"a.ts"');
      assert.equal(failureOf(heard).kind, kind);
      assert.equal(emulator.requests.length, sentBefore + 1);
    }
  });

  it('sends again what broke off before any text', async () => {
    emulator.script(fault('empty-body'), fault('reset-mid-stream', { text: '' }), good);
    const heard = await hear(start());
    assert.deepEqual(
      heard.retries.map((retry) => retry.failure),
      ['no-finish', 'network'],
    );
    assert.equal(heard.text, '{"findings":[]}');
  });

  it('calls a full output budget cut-off', async () => {
    emulator.script(fault('max-tokens-mid-object', { text: '{"find' }));
    assert.deepEqual(failureOf(await hear(start())), { kind: 'cut-off', reason: 'MAX_TOKENS' });
  });

  for (const reason of ['RECITATION', 'MALFORMED_RESPONSE', 'OTHER', 'A_REASON_OF_NEXT_YEAR'])
    it(`calls ${reason} cut-off, with its name`, async () => {
      emulator.script({ ...good, finishReason: reason });
      assert.deepEqual(failureOf(await hear(start())), { kind: 'cut-off', reason });
    });

  for (const reason of ['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII'])
    it(`calls ${reason} blocked`, async () => {
      emulator.script({ ...good, text: '', finishReason: reason });
      assert.deepEqual(failureOf(await hear(start())), { kind: 'blocked', reason });
    });

  it('calls an answer of thoughts alone empty', async () => {
    emulator.script({ kind: 'text', text: '', thoughts: ['Hm.'], thoughtSignature: 'c2ln' });
    assert.deepEqual(failureOf(await hear(start())), { kind: 'empty' });
    assert.equal(emulator.requests.length, 1);
  });

  it('adds up the tokens of all attempts', async () => {
    emulator.script({
      ...good,
      text: '',
      thoughts: ['Thirty-five characters of thinking.'],
      finishReason: null,
    });
    emulator.script(good);
    const once = await hear(start());
    emulator.script(good);
    const plain = await hear(start());
    assert.ok(once.lastUsage?.kind === 'usage' && plain.lastUsage?.kind === 'usage');
    assert.equal(once.lastUsage.usage.input, 2 * plain.lastUsage.usage.input);
    assert.equal(once.lastUsage.usage.thoughts, 10);
    assert.equal(once.lastUsage.usage.output, plain.lastUsage.usage.output);
  });

  it('gives a service that never answers 180 seconds, closes the connection and tries again', async () => {
    emulator.script(fault('silent'), good);
    const heard = hear(start());
    await clock.whenAsleep(180_000);
    clock.advance(179_999);
    await waitUntil(() => emulator.openStreams === 1);
    clock.advance(1);
    assert.deepEqual((await heard).retries, [{ failure: 'silent', attempt: 2, delayMs: 500 }]);
    await waitUntil(() => emulator.requests[0]?.outcome.kind === 'left');
  });

  it('gives up a stream that falls silent for 90 seconds after its first text', async () => {
    emulator.script(fault('stall', { text: '{"findings":[' }));
    const heard = hear(start());
    await clock.whenAsleep(90_000);
    // The event after the text, usage, starts the wait anew: let the last of them be the one that counts.
    await settleSleeps();
    clock.advance(90_000);
    const { text, ends } = await heard;
    assert.equal(text, '{"findings":[');
    assert.deepEqual(ends, [{ kind: 'failed', failure: { kind: 'silent', ms: 90_000 } }]);
    await waitUntil(() => emulator.requests[0]?.outcome.kind === 'left');
  });

  it('counts thoughts as signs of life', async () => {
    const stream = handStream();
    emulator.script(stream);
    const heard = hear(start());
    for (let round = 0; round < 3; round++) {
      await clock.whenAsleep(180_000);
      clock.advance(170_000);
      stream.think('still thinking');
      await waitUntil(() => clock.pending.includes(180_000));
      await settleSleeps();
    }
    stream.push('{}');
    stream.finish();
    assert.deepEqual((await heard).ends, [{ kind: 'finished', reason: 'STOP' }]);
  });

  describe('when aborted', () => {
    for (const [when, answers, moment] of [
      ['before the answer begins', [fault('silent')], () => waitUntil(() => emulator.openStreams === 1)],
      ['in the middle of the answer', [fault('stall')], () => clock.whenAsleep(90_000)],
    ] satisfies [string, Answer[], () => Promise<void>][])
      it(`${when}, ends at once and closes the connection`, async () => {
        emulator.script(...answers);
        const { heard, listeners } = await abortAfter(moment);
        assert.deepEqual(failureOf(heard), { kind: 'cancelled' });
        assert.equal(listeners, 0);
        await waitUntil(() => emulator.requests[0]?.outcome.kind === 'left');
      });

    it('during a wait, ends at once and sends nothing more', async () => {
      emulator.script(fault('rate-limited-minute', { retryAfterMs: 37_000 }), good);
      const controller = new AbortController();
      const ends: ConverseEvent[] = [];
      for await (const event of start(controller.signal)) {
        if (event.kind === 'failed') ends.push(event);
        if (event.kind !== 'retrying') continue;
        void clock.whenAsleep(event.delayMs).then(() => controller.abort());
      }
      assert.deepEqual(ends, [{ kind: 'failed', failure: { kind: 'cancelled' } }]);
      assert.equal(emulator.requests.length, 1);
      assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
      assert.deepEqual(clock.pending, []);
    });

    it('before the start, sends nothing', async () => {
      const heard = await hear(start(AbortSignal.abort()));
      assert.deepEqual(failureOf(heard), { kind: 'cancelled' });
      assert.equal(emulator.requests.length, 0);
    });
  });

  it('closes the connection when its reader leaves', async () => {
    const stream = handStream();
    emulator.script(stream);
    stream.push('{"findings":[');
    const controller = new AbortController();
    for await (const event of start(controller.signal)) if (event.kind === 'text') break;
    await stream.closed;
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
    assert.deepEqual(clock.pending, []);
  });

  it('does not wait for a quota that runs out in the middle of the answer', async () => {
    const stream = handStream();
    emulator.script(stream, good);
    stream.push('{"findings":[');
    stream.fail(rateLimitedMinute('gemini-3.5-flash', 1000));
    const heard = await hear(start());
    assert.equal(heard.text, '{"findings":[');
    assert.equal(failureOf(heard).kind, 'quota-minute');
    assert.equal(emulator.requests.length, 1);
  });
});

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 500, 'the condition never came true');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Time for what is on the wire already to arrive. */
const settleSleeps = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

function failureOf(heard: Heard): ModelFailure {
  const [end] = heard.ends;
  assert.equal(heard.ends.length, 1);
  assert.ok(end?.kind === 'failed');
  return end.failure;
}
