import assert from 'node:assert/strict';
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
} from './rawCall.ts';

const model = '/v1/models/gemini-3.5-flash';

describe('the stand-in server', () => {
  it('streams a text as events of one data line, the finish reason in the last', async () => {
    await using emulator = await startEmulator({
      answer: { kind: 'text', text: 'abcdef😀gh', chunkSizes: [2, 5] },
    });
    const answer = await askStream(emulator);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/event-stream');
    assert.equal(answer.headers['content-disposition'], 'attachment');
    const chunks = readEvents(answer.text);
    assert.deepEqual(
      partsOf(chunks).map((part) => part.text),
      ['ab', 'cdef😀', 'gh'],
    );
    assert.deepEqual(
      chunks.map((chunk) => chunk.candidates?.[0]?.finishReason),
      [undefined, undefined, 'STOP'],
    );
    assert.deepEqual(new Set(chunks.map((chunk) => chunk.modelVersion)), new Set(['gemini-3.5-flash']));
  });

  it('gives usage as a running total on every chunk', async () => {
    await using emulator = await startEmulator({
      answer: {
        kind: 'text',
        text: 'x'.repeat(70),
        chunkSizes: [35],
        thoughts: ['y'.repeat(14)],
        cachedTokens: 3,
      },
    });
    const chunks = readEvents((await askStream(emulator, 'z'.repeat(35))).text);
    assert.deepEqual(
      chunks.map(({ usageMetadata: usage }) => [
        usage['promptTokenCount'],
        usage['cachedContentTokenCount'],
        usage['thoughtsTokenCount'],
        usage['candidatesTokenCount'],
        usage['totalTokenCount'],
      ]),
      [
        [10, 3, 4, undefined, 14],
        [10, 3, 4, 10, 24],
        [10, 3, 4, 20, 34],
      ],
    );
  });

  it('sends thoughts first, and a signature with an empty text last', async () => {
    await using emulator = await startEmulator({
      answer: { kind: 'text', text: 'ab', thoughts: ['one', 'two'], thoughtSignature: 'c2ln' },
    });
    const chunks = readEvents((await askStream(emulator)).text);
    assert.deepEqual(partsOf(chunks), [
      { text: 'one', thought: true },
      { text: 'two', thought: true },
      { text: 'ab' },
      { text: '', thoughtSignature: 'c2ln' },
    ]);
    assert.deepEqual(finishReasonsOf(chunks), ['STOP']);
    assert.equal(chunks.at(-1)?.candidates?.[0]?.finishReason, 'STOP');
  });

  it('sends one JSON array when no event stream is asked for', async () => {
    await using emulator = await startEmulator({ answer: { kind: 'text', text: 'abcd', chunkSizes: [2] } });
    const answer = await rawCall(emulator, { path: `${model}:streamGenerateContent`, body: ask('x') });
    assert.equal(answer.headers['content-type'], 'application/json; charset=UTF-8');
    assert.equal(textOf(JSON.parse(answer.text) as ReturnType<typeof readEvents>), 'abcd');
    assert.equal(answer.pieces[0]?.toString()[0], '[');
    assert.ok(answer.pieces.length >= 3, 'it comes in pieces, too');
  });

  it('answers generateContent with the whole text at once', async () => {
    await using emulator = await startEmulator({
      answer: { kind: 'text', text: 'abcd', chunkSizes: [1], thoughts: ['hm'] },
    });
    const answer = await rawCall(emulator, { path: `${model}:generateContent`, body: ask('x') });
    const whole = JSON.parse(answer.text) as ReturnType<typeof readEvents>[number];
    assert.deepEqual(whole.candidates?.[0]?.content.parts, [{ text: 'hm', thought: true }, { text: 'abcd' }]);
    assert.equal(whole.candidates?.[0]?.finishReason, 'STOP');
  });

  it('counts tokens', async () => {
    await using emulator = await startEmulator();
    const answer = await rawCall(emulator, { path: `${model}:countTokens`, body: ask('x'.repeat(70)) });
    assert.deepEqual(JSON.parse(answer.text), {
      totalTokens: 20,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: 20 }],
    });
  });

  it('gives the scripted answers in order, then the default one', async () => {
    await using emulator = await startEmulator({
      answer: (request) => ({ kind: 'text', text: `default for ${request.path}` }),
    });
    emulator.script({ kind: 'text', text: 'first' }, { kind: 'fault', name: 'overloaded' });
    assert.equal(textOf(readEvents((await askStream(emulator)).text)), 'first');
    assert.equal((await askStream(emulator)).status, 503);
    assert.equal(
      textOf(readEvents((await askStream(emulator)).text)),
      'default for /v1beta/models/gemini-3.5-flash:streamGenerateContent',
    );
  });

  it('records what was asked', async () => {
    await using emulator = await startEmulator();
    const body = ask('Grüße 😀', { generationConfig: { thinkingConfig: { thinkingLevel: 'LOW' } } });
    await rawCall(emulator, { path: streamPath, body, headers: { 'x-server-timeout': '30' } });
    const [request] = emulator.requests;
    assert.equal(request?.method, 'POST');
    assert.equal(request?.path, '/v1beta/models/gemini-3.5-flash:streamGenerateContent');
    assert.deepEqual(request?.query, { alt: 'sse' });
    assert.equal(request?.headers['x-goog-api-key'], 'a-key');
    assert.equal(request?.headers['x-server-timeout'], '30');
    assert.deepEqual(request?.body, body);
    assert.equal((await outcomeOf(request)).kind, 'answered');
  });

  it('refuses a request without a key as the service does, and takes a bearer token for one', async () => {
    await using emulator = await startEmulator();
    const none = await rawCall(emulator, {
      path: streamPath,
      body: ask('x'),
      headers: { 'x-goog-api-key': '' },
    });
    assert.equal(none.status, 403);
    assert.equal(errorOf(none).status, 'PERMISSION_DENIED');
    assert.match(errorOf(none).message, /^Method doesn't allow unregistered callers/);
    const bearer = { 'x-goog-api-key': '', authorization: 'Bearer ya29.x' };
    const path =
      '/v1beta1/projects/p1/locations/global/publishers/google/models/gemini-3.5-flash:streamGenerateContent?alt=sse';
    assert.equal((await rawCall(emulator, { path, body: ask('x'), headers: bearer })).status, 200);
  });

  it('answers unknown paths and models in Google’s JSON', async () => {
    await using emulator = await startEmulator();
    const path = await rawCall(emulator, { path: '/v1/nothing', body: {} });
    assert.equal(path.status, 404);
    assert.equal(errorOf(path).status, 'NOT_FOUND');
    const unknown = '/v1/models/gpt-9:generateContent';
    const other = await rawCall(emulator, { path: unknown, body: ask('x') });
    assert.equal(
      errorOf(other).message,
      'models/gpt-9 is not found for API version v1, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.',
    );
    const preview = 'models/gemini-3-flash-preview:generateContent';
    assert.equal((await rawCall(emulator, { path: `/v1/${preview}`, body: ask('x') })).status, 404);
    assert.equal((await rawCall(emulator, { path: `/v1beta/${preview}`, body: ask('x') })).status, 200);
  });

  const refused: readonly (readonly [name: string, body: object, message: RegExp])[] = [
    [
      'a name it does not know',
      ask('x', { reviewDepth: 1 }),
      /Unknown name "reviewDepth": Cannot find field/,
    ],
    [
      'a name it does not know, deeper down',
      ask('x', { generationConfig: { thinkingConfig: { level: 'LOW' } } }),
      /Unknown name "level" at 'generation_config.thinking_config': Cannot find field/,
    ],
    ['nothing to answer', { contents: [] }, /contents is not specified/],
    [
      'both kinds of schema',
      ask('x', { generationConfig: { responseSchema: {}, responseJsonSchema: {} } }),
      /Only one of/,
    ],
    [
      'a thinking level with a budget',
      ask('x', { generationConfig: { thinkingConfig: { thinkingLevel: 'LOW', thinkingBudget: 8 } } }),
      /thinking budget and thinking level/,
    ],
    [
      'a system instruction beside a cache',
      ask('x', { cachedContent: 'cachedContents/c1', systemInstruction: { parts: [{ text: 's' }] } }),
      /CachedContent can not be used/,
    ],
  ];
  for (const [name, body, message] of refused) {
    it(`refuses ${name}`, async () => {
      await using emulator = await startEmulator();
      const answer = await rawCall(emulator, { path: streamPath, body });
      assert.equal(answer.status, 400);
      assert.equal(errorOf(answer).status, 'INVALID_ARGUMENT');
      assert.match(errorOf(answer).message, message);
    });
  }
});
