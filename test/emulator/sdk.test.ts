import assert from 'node:assert/strict';
import { ApiError, GoogleGenAI, type GenerateContentResponse } from '@google/genai';
import { startEmulator, type Emulator } from './emulator.ts';
import { handStream } from './handStream.ts';
import { outcomeOf } from './rawCall.ts';

const model = 'gemini-3.5-flash';

function clientOf(emulator: Emulator): GoogleGenAI {
  return new GoogleGenAI({
    apiKey: 'a-key',
    vertexai: false,
    apiVersion: 'v1beta',
    httpOptions: { baseUrl: emulator.url },
  });
}

async function readAll(stream: AsyncIterable<GenerateContentResponse>): Promise<GenerateContentResponse[]> {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const ask = (emulator: Emulator): Promise<AsyncIterable<GenerateContentResponse>> =>
  clientOf(emulator).models.generateContentStream({
    model,
    contents: 'Review this.',
    config: {
      systemInstruction: 'You are a reviewer.',
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object' },
      thinkingConfig: { includeThoughts: true },
      automaticContinuation: false,
    },
  });

describe('Google’s own client against the stand-in server', () => {
  it('streams text, thoughts, usage and the finish reason', async () => {
    await using emulator = await startEmulator({
      answer: {
        kind: 'text',
        text: '{"findings":[]}',
        chunkSizes: [4],
        thoughts: ['hm'],
        thoughtSignature: 'c2ln',
        modelVersion: 'gemini-3.6-flash',
      },
    });
    const chunks = await readAll(await ask(emulator));
    assert.equal(chunks.map((chunk) => chunk.text ?? '').join(''), '{"findings":[]}');
    assert.equal(chunks[0]?.candidates?.[0]?.content?.parts?.[0]?.thought, true);
    const last = chunks.at(-1);
    assert.equal(last?.candidates?.[0]?.finishReason, 'STOP');
    assert.equal(last?.modelVersion, 'gemini-3.6-flash');
    assert.equal(last?.usageMetadata?.candidatesTokenCount, 5);
    assert.equal(last?.usageMetadata?.thoughtsTokenCount, 1);
  });

  it('reads characters that were cut in two', async () => {
    await using emulator = await startEmulator({
      answer: { kind: 'fault', name: 'split-characters', text: 'Grüße, 日本語 😀' },
    });
    const chunks = await readAll(await ask(emulator));
    assert.equal(chunks.map((chunk) => chunk.text ?? '').join(''), 'Grüße, 日本語 😀');
  });

  it('throws the service’s errors', async () => {
    await using emulator = await startEmulator({ answer: { kind: 'fault', name: 'rate-limited-minute' } });
    await assert.rejects(ask(emulator), (error) => {
      assert.ok(error instanceof ApiError);
      assert.equal(error.status, 429);
      const body = JSON.parse(error.message) as { error: { details: { retryDelay?: string }[] } };
      assert.equal(body.error.details.at(-1)?.retryDelay, '37s');
      return true;
    });
  });

  it('gets text that was pushed while the stream is open, and leaves when aborted', async () => {
    await using emulator = await startEmulator();
    const stream = handStream();
    emulator.script(stream);
    const controller = new AbortController();
    const chunks = await clientOf(emulator).models.generateContentStream({
      model,
      contents: 'x',
      config: { abortSignal: controller.signal, automaticContinuation: false },
    });
    const iterator = chunks[Symbol.asyncIterator]();
    stream.push('first');
    assert.equal(((await iterator.next()).value as GenerateContentResponse).text, 'first');
    assert.equal(emulator.openStreams, 1);
    controller.abort();
    await assert.rejects(iterator.next(), { name: 'AbortError' });
    await stream.closed;
    assert.equal((await outcomeOf(emulator.requests[0])).kind, 'left');
  });

  it('answers at once, counts tokens, and lists models', async () => {
    await using emulator = await startEmulator({ answer: { kind: 'text', text: 'yes' } });
    const client = clientOf(emulator);
    assert.equal((await client.models.generateContent({ model, contents: 'x' })).text, 'yes');
    const counted = await client.models.countTokens({ model, contents: 'x'.repeat(70) });
    assert.equal(counted.totalTokens, 20);
    const names: string[] = [];
    for await (const one of await client.models.list({ config: { pageSize: 2 } })) names.push(one.name ?? '');
    assert.equal(names.length, 4);
    assert.ok(names.includes('models/gemini-3.5-flash'));
  });

  it('makes a cache and runs a batch', async () => {
    await using emulator = await startEmulator({ answer: { kind: 'text', text: 'yes' } });
    const client = clientOf(emulator);
    const cache = await client.caches.create({ model, config: { contents: 'shared', ttl: '600s' } });
    assert.equal(cache.name, 'cachedContents/c1');
    const made = await client.batches.create({
      model,
      src: [{ contents: [{ role: 'user', parts: [{ text: 'x' }] }], metadata: { key: 'k1' } }],
    });
    assert.equal(made.state, 'JOB_STATE_PENDING');
    await client.batches.get({ name: made.name ?? '' });
    const done = await client.batches.get({ name: made.name ?? '' });
    assert.equal(done.state, 'JOB_STATE_SUCCEEDED');
    const parts = done.dest?.inlinedResponses?.[0]?.response?.candidates?.[0]?.content?.parts;
    assert.deepEqual(parts, [{ text: 'yes' }]);
  });
});
