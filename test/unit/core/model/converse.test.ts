import assert from 'node:assert/strict';
import type { ModelFailure } from '../../../../src/core/errors.ts';
import type { FaultName } from '../../../emulator/answer.ts';
import { rateLimitedMinute } from '../../../emulator/googleErrors.ts';
import { handStream } from '../../../emulator/handStream.ts';
import { arrangeTalk, failureOf, fault, good, request, type ArrangedTalk } from './arrangedTalk.ts';

describe('converse', () => {
  let talk: ArrangedTalk;
  beforeEach(async () => {
    talk = await arrangeTalk();
  });
  afterEach(async () => talk[Symbol.asyncDispose]());

  it('hands on the text and ends with one finished', async () => {
    talk.emulator.script(good);
    const heard = await talk.hear(talk.start());
    assert.equal(heard.text, '{"findings":[]}');
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    assert.deepEqual(heard.retries, []);
  });

  it('sends an overloaded request again and tells of each wait', async () => {
    talk.emulator.script(fault('overloaded'), fault('internal'), good);
    const heard = await talk.hear(talk.start());
    assert.deepEqual(heard.retries, [
      { failure: 'overloaded', attempt: 2, delayMs: 500 },
      { failure: 'overloaded', attempt: 3, delayMs: 1000 },
    ]);
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    assert.equal(talk.emulator.requests.length, 3);
  });

  it('gives an overloaded service up after three requests', async () => {
    talk.emulator.script(fault('overloaded'), fault('overloaded'), fault('overloaded'), good);
    const heard = await talk.hear(talk.start());
    assert.equal(failureOf(heard).kind, 'overloaded');
    assert.equal(talk.emulator.requests.length, 3);
  });

  it('waits as long as a minute quota asks', async () => {
    talk.emulator.script(fault('rate-limited-minute', { retryAfterMs: 34_070 }), good);
    const heard = await talk.hear(talk.start());
    assert.deepEqual(heard.retries, [{ failure: 'quota-minute', attempt: 2, delayMs: 34_570 }]);
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
  });

  it('does not wait for a minute quota that asks for more than 90 seconds', async () => {
    talk.emulator.script(fault('rate-limited-minute', { retryAfterMs: 120_000 }), good);
    const heard = await talk.hear(talk.start());
    assert.equal(failureOf(heard).kind, 'quota-minute');
    assert.equal(talk.emulator.requests.length, 1);
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
      talk.emulator.script(fault(name), good);
      assert.equal(failureOf(await talk.hear(talk.start())).kind, kind);
      assert.equal(talk.emulator.requests.length, 1);
    });

  it('sends a request refused with its schema once more without it', async () => {
    talk.emulator.script(fault('bare-400'), good);
    const heard = await talk.hear(talk.start(undefined, {}, { ...request, schema: { type: 'object' } }));
    assert.deepEqual(heard.retries, [{ failure: 'bad-request', attempt: 2, delayMs: 0 }]);
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    const schemas = talk.emulator.requests.map((one) =>
      JSON.stringify(one.body).includes('responseJsonSchema'),
    );
    assert.deepEqual(schemas, [true, false]);
  });

  it('gives a request up that is refused without its schema too', async () => {
    talk.emulator.script(fault('too-many-states'), fault('bare-400'), good);
    const heard = await talk.hear(talk.start(undefined, {}, { ...request, schema: { type: 'object' } }));
    assert.equal(failureOf(heard).kind, 'bad-request');
    assert.equal(talk.emulator.requests.length, 2);
  });

  it('tries all three times after it dropped the schema', async () => {
    talk.emulator.script(fault('bare-400'), fault('overloaded'), fault('overloaded'), good);
    const heard = await talk.hear(talk.start(undefined, {}, { ...request, schema: { type: 'object' } }));
    assert.deepEqual(heard.ends, [{ kind: 'finished', reason: 'STOP' }]);
    assert.equal(talk.emulator.requests.length, 4);
  });

  it('keeps the text of a broken stream and sends nothing again', async () => {
    for (const [name, kind] of [
      ['reset-mid-stream', 'network'],
      ['close-without-finish', 'no-finish'],
      ['error-event', 'overloaded'],
      ['bare-error', 'overloaded'],
    ] satisfies [FaultName, ModelFailure['kind']][]) {
      talk.emulator.script(fault(name, { text: '{"findings":[{"file":"a.ts"' }));
      const sentBefore = talk.emulator.requests.length;
      const heard = await talk.hear(talk.start());
      assert.equal(heard.text, '{"findings":[{"file":"a.ts"');
      assert.equal(failureOf(heard).kind, kind);
      assert.equal(talk.emulator.requests.length, sentBefore + 1);
    }
  });

  it('sends again what broke off before any text', async () => {
    talk.emulator.script(fault('empty-body'), fault('reset-mid-stream', { text: '' }), good);
    const heard = await talk.hear(talk.start());
    assert.deepEqual(
      heard.retries.map((retry) => retry.failure),
      ['no-finish', 'network'],
    );
    assert.equal(heard.text, '{"findings":[]}');
  });

  it('calls a full output budget cut-off', async () => {
    talk.emulator.script(fault('max-tokens-mid-object', { text: '{"find' }));
    assert.deepEqual(failureOf(await talk.hear(talk.start())), { kind: 'cut-off', reason: 'MAX_TOKENS' });
  });

  for (const reason of ['RECITATION', 'MALFORMED_RESPONSE', 'OTHER', 'A_REASON_OF_NEXT_YEAR'])
    it(`calls ${reason} cut-off, with its name`, async () => {
      talk.emulator.script({ ...good, finishReason: reason });
      assert.deepEqual(failureOf(await talk.hear(talk.start())), { kind: 'cut-off', reason });
    });

  for (const reason of ['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII'])
    it(`calls ${reason} blocked`, async () => {
      talk.emulator.script({ ...good, text: '', finishReason: reason });
      assert.deepEqual(failureOf(await talk.hear(talk.start())), { kind: 'blocked', reason });
    });

  it('calls an answer of thoughts alone empty', async () => {
    talk.emulator.script({ kind: 'text', text: '', thoughts: ['Hm.'], thoughtSignature: 'c2ln' });
    assert.deepEqual(failureOf(await talk.hear(talk.start())), { kind: 'empty' });
    assert.equal(talk.emulator.requests.length, 1);
  });

  it('adds up the tokens of all attempts', async () => {
    talk.emulator.script({
      ...good,
      text: '',
      thoughts: ['Thirty-five characters of thinking.'],
      finishReason: null,
    });
    talk.emulator.script(good);
    const once = await talk.hear(talk.start());
    talk.emulator.script(good);
    const plain = await talk.hear(talk.start());
    assert.ok(once.lastUsage?.kind === 'usage' && plain.lastUsage?.kind === 'usage');
    assert.equal(once.lastUsage.usage.input, 2 * plain.lastUsage.usage.input);
    assert.equal(once.lastUsage.usage.thoughts, 10);
    assert.equal(once.lastUsage.usage.output, plain.lastUsage.usage.output);
  });

  it('does not wait for a quota that runs out in the middle of the answer', async () => {
    const stream = handStream();
    talk.emulator.script(stream, good);
    stream.push('{"findings":[');
    stream.fail(rateLimitedMinute('gemini-3.5-flash', 1000));
    const heard = await talk.hear(talk.start());
    assert.equal(heard.text, '{"findings":[');
    assert.equal(failureOf(heard).kind, 'quota-minute');
    assert.equal(talk.emulator.requests.length, 1);
  });
});
