import assert from 'node:assert/strict';
import type { Fault, FaultName } from './answer.ts';
import { startEmulator } from './emulator.ts';
import {
  ask,
  askStream,
  errorOf,
  finishReasonsOf,
  outcomeOf,
  partsOf,
  rawCall,
  readEvents,
  streamPath,
  textOf,
  type RawAnswer,
} from './rawCall.ts';

const said = '{"findings":[{"title":"日本語😀"},';

async function answerOf(name: FaultName, more: Partial<Fault> = {}): Promise<RawAnswer> {
  await using emulator = await startEmulator({ answer: { kind: 'fault', name, text: said, ...more } });
  return await askStream(emulator);
}

/** The bytes 10xxxxxx continue a character. */
const beginsInsideCharacter = (piece: Buffer): boolean => ((piece[0] ?? 0) & 0xc0) === 0x80;

describe('a fault of the stand-in server', () => {
  const refusals: readonly (readonly [FaultName, number, string, RegExp])[] = [
    ['bad-key', 400, 'INVALID_ARGUMENT', /^API key not valid\. Please pass a valid API key\.$/],
    ['bad-field', 400, 'INVALID_ARGUMENT', /Unknown name "reviewDepth" at 'generation_config'/],
    ['bare-400', 400, 'INVALID_ARGUMENT', /^Request contains an invalid argument\.$/],
    [
      'too-many-states',
      400,
      'INVALID_ARGUMENT',
      /^The specified schema produces a constraint that has too many/,
    ],
    ['region', 400, 'FAILED_PRECONDITION', /^User location is not supported for the API use\.$/],
    ['unauthenticated', 401, 'UNAUTHENTICATED', /invalid authentication credentials/],
    ['permission-denied', 403, 'PERMISSION_DENIED', /has not been used in project/],
    ['not-found', 404, 'NOT_FOUND', /^models\/gemini-3\.5-flash is not found for API version v1beta/],
    ['rate-limited-minute', 429, 'RESOURCE_EXHAUSTED', /Please retry in 37s\./],
    ['quota-day', 429, 'RESOURCE_EXHAUSTED', /Please retry in 34\.07s\./],
    ['internal', 500, 'INTERNAL', /^An internal error has occurred/],
    ['overloaded', 503, 'UNAVAILABLE', /^The model is overloaded\. Please try again later\.$/],
    ['deadline', 504, 'DEADLINE_EXCEEDED', /^Deadline expired/],
  ];
  for (const [name, status, code, message] of refusals) {
    it(`${name} refuses with ${status} ${code}`, async () => {
      const answer = await answerOf(name);
      assert.equal(answer.status, status);
      assert.equal(answer.headers['content-type'], 'application/json; charset=UTF-8');
      const error = errorOf(answer);
      assert.equal(error.code, status);
      assert.equal(error.status, code);
      assert.match(error.message, message);
    });
  }

  it('bad-key names its reason in ErrorInfo', async () => {
    const [info, localized] = errorOf(await answerOf('bad-key')).details ?? [];
    assert.deepEqual(info, {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    });
    assert.equal(localized?.['@type'], 'type.googleapis.com/google.rpc.LocalizedMessage');
  });

  it('bad-field names the field', async () => {
    const answer = await answerOf('bad-field');
    const [detail] = errorOf(answer).details ?? [];
    assert.equal(detail?.['@type'], 'type.googleapis.com/google.rpc.BadRequest');
    assert.deepEqual(detail?.['fieldViolations'], [
      { field: 'generation_config', description: errorOf(answer).message },
    ]);
  });

  const quotas = [
    [
      'rate-limited-minute',
      'GenerateRequestsPerMinutePerProjectPerModel-FreeTier',
      '37s',
      'RATE_LIMIT_EXCEEDED',
      '10',
    ],
    ['quota-day', 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', '34.07s', 'QUOTA_EXHAUSTED', '250'],
  ] as const;
  for (const [name, quotaId, retryDelay, reason, quotaValue] of quotas) {
    it(`${name} says which quota, and when to come back`, async () => {
      const details = errorOf(await answerOf(name)).details ?? [];
      const [quota, help, info, retry] = details;
      assert.deepEqual(quota?.['violations'], [
        {
          quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
          quotaId,
          quotaDimensions: { location: 'global', model: 'gemini-3.5-flash' },
          quotaValue,
        },
      ]);
      assert.equal(help?.['@type'], 'type.googleapis.com/google.rpc.Help');
      assert.equal(info?.['reason'], reason);
      assert.deepEqual(retry, { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });
    });
  }

  it('RetryInfo can ask for any time', async () => {
    const rate = errorOf(await answerOf('rate-limited-minute', { retryAfterMs: 900 })).details ?? [];
    assert.equal(rate.at(-1)?.['retryDelay'], '0.9s');
    const busy = errorOf(await answerOf('overloaded', { retryAfterMs: 5000 })).details ?? [];
    assert.equal(busy.at(-1)?.['retryDelay'], '5s');
  });

  it('html answers with a page instead of JSON', async () => {
    const gateway = await answerOf('html');
    assert.equal(gateway.status, 502);
    assert.match(String(gateway.headers['content-type']), /^text\/html/);
    assert.match(gateway.text, /^<!DOCTYPE html>/);
    assert.equal((await answerOf('captive-portal')).status, 200);
  });

  it('slow-drip takes its time between the chunks', async () => {
    const began = performance.now();
    const chunks = readEvents((await answerOf('slow-drip', { delayMs: 30, chunkSizes: [8] })).text);
    assert.equal(textOf(chunks), said);
    assert.equal(chunks.length, 4);
    assert.ok(performance.now() - began >= 110, 'four waits of 30 ms');
  });

  it('one-byte writes every byte alone', async () => {
    const answer = await answerOf('one-byte');
    assert.equal(textOf(readEvents(answer.text)), said);
    assert.ok(answer.pieces.every((piece) => piece.length === 1));
  });

  it('split-characters cuts every character that has more than one byte', async () => {
    const answer = await answerOf('split-characters');
    assert.equal(textOf(readEvents(answer.text)), said);
    // Three characters of three bytes and one of four: nine cuts.
    assert.equal(answer.pieces.filter(beginsInsideCharacter).length, 9);
    assert.equal((await answerOf('close-without-finish')).pieces.filter(beginsInsideCharacter).length, 0);
  });

  it('reset-mid-stream resets the connection after the text', async () => {
    const answer = await answerOf('reset-mid-stream');
    assert.equal(answer.error?.code, 'ECONNRESET');
    assert.equal(textOf(readEvents(answer.text)), said);
  });

  it('close-without-finish ends cleanly, without a finish reason', async () => {
    const answer = await answerOf('close-without-finish');
    const chunks = readEvents(answer.text);
    assert.equal(answer.error, undefined);
    assert.equal(textOf(chunks), said);
    assert.deepEqual(finishReasonsOf(chunks), []);
  });

  it('error-event ends with an error as an event', async () => {
    const chunks = readEvents((await answerOf('error-event')).text);
    assert.equal(textOf(chunks), said);
    assert.deepEqual(chunks.at(-1)?.error, {
      code: 503,
      message: 'The model is overloaded. Please try again later.',
      status: 'UNAVAILABLE',
    });
  });

  it('bare-error ends with an error between the events', async () => {
    const { text } = await answerOf('bare-error');
    const bare = text.slice(text.lastIndexOf('\r\n\r\n') + 4);
    assert.equal((JSON.parse(bare) as { error: { code: number } }).error.code, 503);
  });

  it('stall sends its text and then nothing, until the client leaves', async () => {
    await using emulator = await startEmulator({ answer: { kind: 'fault', name: 'stall', text: said } });
    const answer = await rawCall(emulator, {
      path: streamPath,
      body: ask('x'),
      signal: AbortSignal.timeout(150),
    });
    assert.equal(answer.error?.name, 'AbortError');
    assert.equal(textOf(readEvents(answer.text)), said);
    const outcome = await outcomeOf(emulator.requests[0]);
    assert.equal(outcome.kind, 'left');
    assert.ok(outcome.afterMs >= 100 && outcome.afterMs < 1000);
    assert.equal(emulator.openStreams, 0);
  });

  it('silent does not even send headers', async () => {
    await using emulator = await startEmulator({ answer: { kind: 'fault', name: 'silent' } });
    const call = rawCall(emulator, { path: streamPath, body: ask('x'), signal: AbortSignal.timeout(100) });
    await assert.rejects(call, { name: 'AbortError' });
  });

  it('max-tokens-mid-object stops in the middle of its text', async () => {
    const chunks = readEvents((await answerOf('max-tokens-mid-object')).text);
    assert.equal(textOf(chunks), said);
    assert.deepEqual(finishReasonsOf(chunks), ['MAX_TOKENS']);
  });

  it('recitation ends with a chunk that has no parts', async () => {
    const chunks = readEvents((await answerOf('recitation')).text);
    assert.equal(textOf(chunks), said);
    assert.deepEqual(chunks.at(-1)?.candidates, [
      { content: { role: 'model' }, finishReason: 'RECITATION', index: 0 },
    ]);
  });

  it('thoughts puts thoughts before the text and a signature behind it', async () => {
    const chunks = readEvents((await answerOf('thoughts')).text);
    const parts = partsOf(chunks);
    assert.deepEqual([parts[0]?.thought, parts[1]?.thought, parts[2]?.thought], [true, true, undefined]);
    assert.equal(parts.at(-1)?.thoughtSignature, 'c3RhbmQtaW4gc2lnbmF0dXJl');
    assert.equal(textOf(chunks), said);
  });

  it('empty-body is an event stream without a byte', async () => {
    const answer = await answerOf('empty-body');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/event-stream');
    assert.equal(answer.text, '');
  });

  it('prompt-blocked sends nothing but the reason', async () => {
    const chunks = readEvents((await answerOf('prompt-blocked')).text);
    assert.equal(chunks.length, 1);
    assert.equal(chunks[0]?.candidates, undefined);
    assert.deepEqual(chunks[0]?.promptFeedback, { blockReason: 'PROHIBITED_CONTENT' });
  });
});
