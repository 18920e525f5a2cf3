import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { ModelFailure } from '../../../src/core/errors.ts';
import type { ModelEvent, ModelRequest } from '../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { faultNames, type FaultName } from '../../emulator/answer.ts';
import { startEmulator, type Emulator } from '../../emulator/emulator.ts';
import { handStream } from '../../emulator/handStream.ts';

const key = 'AIzaSyTestTestTestTestTestTestTest12345';
const request: ModelRequest = {
  model: 'gemini-3.5-flash',
  system: 'You review.',
  contents: ['first file', 'the task'],
  schema: { type: 'object', properties: { findings: { type: 'array', items: { type: 'object' } } } },
  thinking: 'low',
};

async function listen(events: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const heard: ModelEvent[] = [];
  for await (const event of events) heard.push(event);
  return heard;
}

const textOf = (events: readonly ModelEvent[]): string =>
  events.map((event) => (event.kind === 'text' ? event.text : '')).join('');

const ends = (events: readonly ModelEvent[]): ModelEvent[] =>
  events.filter((event) => event.kind === 'finished' || event.kind === 'failed');

describe('the Gemini client', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const stream = (signal = new AbortController().signal, asked = request): AsyncIterable<ModelEvent> =>
    createGeminiClient({ apiKey: key, endpoint: emulator.url }).stream(asked, signal);
  const lastRequest = () => {
    const last = emulator.requests.at(-1);
    assert.ok(last !== undefined);
    return last;
  };

  it('sends one streaming request with the key in a header', async () => {
    await listen(stream());
    const { method, path, query, headers } = lastRequest();
    assert.equal(method, 'POST');
    assert.equal(path, '/v1beta/models/gemini-3.5-flash:streamGenerateContent');
    assert.deepEqual(query, { alt: 'sse' });
    assert.equal(headers['x-goog-api-key'], key);
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers.authorization, undefined);
    assert.equal(headers['x-server-timeout'], undefined);
  });

  it('sends the prompt, the schema and the thinking level, and no sampling parameters', async () => {
    await listen(stream());
    assert.deepEqual(lastRequest().body, {
      contents: [{ role: 'user', parts: [{ text: 'first file' }, { text: 'the task' }] }],
      systemInstruction: { role: 'user', parts: [{ text: 'You review.' }] },
      generationConfig: {
        responseMimeType: 'application/json',
        responseJsonSchema: request.schema,
        thinkingConfig: { thinkingLevel: 'LOW', includeThoughts: true },
      },
    });
  });

  it('leaves out what was not asked for', async () => {
    await listen(stream(undefined, { model: 'gemini-3.5-flash', system: '', contents: ['x'] }));
    assert.deepEqual(lastRequest().body, {
      contents: [{ role: 'user', parts: [{ text: 'x' }] }],
      generationConfig: { thinkingConfig: { includeThoughts: true } },
    });
  });

  it('sends the output limit and uses the version it was told', async () => {
    const client = createGeminiClient({ apiKey: key, endpoint: `${emulator.url}/`, apiVersion: 'v1' });
    await listen(client.stream({ ...request, maxOutputTokens: 4096 }, new AbortController().signal));
    assert.equal(lastRequest().path, '/v1/models/gemini-3.5-flash:streamGenerateContent');
    assert.match(JSON.stringify(lastRequest().body), /"maxOutputTokens":4096/);
  });

  it('tells thoughts, text, model and usage, and ends with the finish reason', async () => {
    emulator.script({
      kind: 'text',
      text: 'Grüße 日本😀',
      chunkSizes: [3],
      thoughts: ['Hm.'],
      thoughtSignature: 'c2ln',
      modelVersion: 'gemini-3.6-flash',
      cachedTokens: 5,
    });
    const events = await listen(stream());
    assert.deepEqual(events[0], { kind: 'model-version', modelVersion: 'gemini-3.6-flash' });
    assert.deepEqual(events[1], { kind: 'thought', text: 'Hm.' });
    assert.equal(textOf(events), 'Grüße 日本😀');
    assert.equal(events.filter((event) => event.kind === 'model-version').length, 1);
    const usage = events.findLast((event) => event.kind === 'usage')?.usage;
    assert.deepEqual(
      { cachedInput: usage?.cachedInput, output: usage?.output, thoughts: usage?.thoughts },
      { cachedInput: 5, output: 3, thoughts: 1 },
    );
    assert.deepEqual(events.at(-1), { kind: 'finished', reason: 'STOP' });
  });

  const text = '{"findings":[{"title":"日本😀"';
  const endings: Readonly<Record<FaultName, ModelEvent | ModelFailure['kind']>> = {
    'slow-drip': { kind: 'finished', reason: 'STOP' },
    'one-byte': { kind: 'finished', reason: 'STOP' },
    'split-characters': { kind: 'finished', reason: 'STOP' },
    'reset-mid-stream': 'network',
    'close-without-finish': 'no-finish',
    'error-event': 'overloaded',
    'bare-error': 'overloaded',
    stall: 'cancelled',
    'max-tokens-mid-object': { kind: 'finished', reason: 'MAX_TOKENS' },
    recitation: { kind: 'finished', reason: 'RECITATION' },
    thoughts: { kind: 'finished', reason: 'STOP' },
    'bad-key': 'bad-key',
    'bad-field': 'bad-request',
    'bare-400': 'bad-request',
    'too-many-states': 'bad-request',
    region: 'region',
    unauthenticated: 'bad-key',
    'permission-denied': 'no-permission',
    'not-found': 'model-not-found',
    'rate-limited-minute': 'quota-minute',
    'quota-day': 'quota-day',
    internal: 'overloaded',
    overloaded: 'overloaded',
    deadline: 'overloaded',
    html: 'overloaded',
    'captive-portal': 'bad-answer',
    'empty-body': 'no-finish',
    'prompt-blocked': 'blocked',
    silent: 'cancelled',
  };
  /** From here on the fault list sends a whole HTTP answer or nothing: no text to keep. */
  const textless = new Set<FaultName>(faultNames.slice(faultNames.indexOf('bad-key')));

  for (const name of faultNames)
    it(`sends ${name} once, keeps its text and ends once`, async () => {
      const before = emulator.requests.length;
      emulator.script({
        kind: 'fault',
        name,
        text,
        chunkSizes: [7],
        ...(name === 'slow-drip' ? { delayMs: 1 } : {}),
      });
      const controller = new AbortController();
      const events: ModelEvent[] = [];
      if (name === 'silent') setTimeout(() => controller.abort(), 50);
      for await (const event of stream(controller.signal)) {
        events.push(event);
        if (name === 'stall' && textOf(events) === text) controller.abort();
      }
      const expected = endings[name];
      const [end] = ends(events);
      assert.equal(ends(events).length, 1);
      assert.equal(end, events.at(-1));
      if (typeof expected === 'string')
        assert.equal(end?.kind === 'failed' ? end.failure.kind : end, expected);
      else assert.deepEqual(end, expected);
      assert.equal(textOf(events), textless.has(name) ? '' : text);
      assert.equal(emulator.requests.length, before + 1);
    });

  it('names the system error of a reset', async () => {
    emulator.script({ kind: 'fault', name: 'reset-mid-stream' });
    const end = (await listen(stream())).at(-1);
    assert.ok(end?.kind === 'failed' && end.failure.kind === 'network');
    assert.match(end.failure.code ?? '', /^(UND_ERR_SOCKET|ECONNRESET)$/);
  });

  it('names the system error of a refused connection', async () => {
    const gone = await startEmulator();
    const client = createGeminiClient({ apiKey: key, endpoint: gone.url });
    await gone.close();
    const end = (await listen(client.stream(request, new AbortController().signal))).at(-1);
    assert.ok(end?.kind === 'failed' && end.failure.kind === 'network');
    assert.equal(end.failure.code, 'ECONNREFUSED');
  });

  it('closes the connection when it is aborted, and leaves no listener', async () => {
    const byHand = handStream();
    emulator.script(byHand);
    byHand.push('{');
    const controller = new AbortController();
    for await (const event of stream(controller.signal)) {
      if (event.kind === 'text') controller.abort();
    }
    await byHand.closed;
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  it('closes the connection when its reader leaves', async () => {
    const byHand = handStream();
    emulator.script(byHand);
    byHand.push('{');
    const controller = new AbortController();
    for await (const event of stream(controller.signal)) if (event.kind === 'text') break;
    await byHand.closed;
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  it('sends nothing when it was aborted before', async () => {
    const before = emulator.requests.length;
    assert.deepEqual(await listen(stream(AbortSignal.abort())), [
      { kind: 'failed', failure: { kind: 'cancelled' } },
    ]);
    assert.equal(emulator.requests.length, before);
  });

  it('uses the fetch that is global at the moment of the call', async () => {
    const client = createGeminiClient({ apiKey: key, endpoint: emulator.url });
    const original = globalThis.fetch;
    const inits: (RequestInit | undefined)[] = [];
    globalThis.fetch = (input, init) => {
      inits.push(init);
      return original(input, init);
    };
    try {
      await listen(client.stream(request, new AbortController().signal));
    } finally {
      globalThis.fetch = original;
    }
    assert.equal(inits.length, 1);
    // VS Code bypasses the proxy for a fetch that brings its own dispatcher.
    assert.equal('dispatcher' in (inits[0] ?? {}), false);
  });

  it('does not change the request it is given', async () => {
    const frozen = Object.freeze({ ...request, schema: Object.freeze({ ...request.schema }) });
    assert.equal((await listen(stream(undefined, frozen))).at(-1)?.kind, 'finished');
  });

  it('refuses a key that no header can carry without quoting it', async () => {
    for (const apiKey of ['AIza\nSecret', 'AIzaSecret ', 'schlüssel']) {
      const client = createGeminiClient({ apiKey, endpoint: emulator.url });
      const [end] = await listen(client.stream(request, new AbortController().signal));
      assert.ok(end?.kind === 'failed' && end.failure.kind === 'bad-key');
      assert.doesNotMatch(end.failure.detail, /Secret|schl/);
    }
    const client = createGeminiClient({ apiKey: '', endpoint: emulator.url });
    assert.deepEqual(await listen(client.stream(request, new AbortController().signal)), [
      { kind: 'failed', failure: { kind: 'no-key' } },
    ]);
  });

  it('sends no key to an address that is not https, or not an address', async () => {
    for (const endpoint of [
      'http://example.com',
      'ftp://127.0.0.1',
      'not an address',
      `${emulator.url}/?x=1`,
    ]) {
      const client = createGeminiClient({ apiKey: key, endpoint, fetch: () => assert.fail('it was sent') });
      const [end] = await listen(client.stream(request, new AbortController().signal));
      assert.ok(end?.kind === 'failed');
      assert.equal(end.failure.kind, 'bad-endpoint');
    }
  });
});
