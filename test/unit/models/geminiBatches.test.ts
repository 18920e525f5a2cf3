import assert from 'node:assert/strict';
import type { BatchService, ModelRequest } from '../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createVertexClient } from '../../../src/models/vertex.ts';
import { startEmulator, type Emulator } from '../../emulator/emulator.ts';

const live = new AbortController().signal;

const asked = (text: string): ModelRequest => ({
  model: 'gemini-3.5-flash',
  system: 'You review.',
  contents: [text, 'the task'],
  schema: { type: 'object', properties: {} },
  thinking: 'medium',
  maxOutputTokens: 1000,
});

interface InlineBody {
  readonly batch: {
    readonly displayName: string;
    readonly inputConfig: {
      readonly fileName?: string;
      readonly requests?: { readonly requests: readonly { readonly request: object }[] };
    };
  };
}

describe('batches of the Gemini API', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const service = (): BatchService => {
    const { batches } = createGeminiClient({ apiKey: 'a-key', endpoint: emulator.url });
    assert.ok(batches !== undefined);
    return batches;
  };
  async function submit(requests: readonly ModelRequest[]): Promise<string> {
    const made = await service().submit(requests, 'ours', live);
    assert.ok(made.ok, JSON.stringify(made));
    return made.value.name;
  }
  /** Looked at until it is over. */
  async function end(name: string) {
    await service().look(name, live);
    const status = await service().look(name, live);
    assert.ok(status.ok, JSON.stringify(status));
    return status.value;
  }

  it('are submitted in one request as long as that may hold them', async () => {
    await submit([asked('one'), asked('two')]);
    const [request] = emulator.requests;
    assert.equal(request?.path, '/v1beta/models/gemini-3.5-flash:batchGenerateContent');
    const { batch } = request.body as InlineBody;
    assert.equal(batch.displayName, 'ours');
    assert.deepEqual(batch.inputConfig.requests?.requests[1], {
      metadata: { key: 'r1' },
      request: {
        contents: [{ parts: [{ text: 'two' }, { text: 'the task' }], role: 'user' }],
        systemInstruction: { parts: [{ text: 'You review.' }], role: 'user' },
        generationConfig: {
          responseMimeType: 'application/json',
          responseJsonSchema: { type: 'object', properties: {} },
          thinkingConfig: { thinkingLevel: 'MEDIUM', includeThoughts: true },
          maxOutputTokens: 1000,
        },
      },
    });
  });

  it('are looked at from waiting to done, each answer as the events of a stream', async () => {
    emulator.script({ kind: 'text', text: '{"findings":[]}' }, { kind: 'fault', name: 'error-event' });
    const name = await submit([asked('one'), asked('two')]);
    const first = await service().look(name, live);
    assert.deepEqual(first, { ok: true, value: { kind: 'running' } });
    const done = await service().look(name, live);
    assert.ok(done.ok && done.value.kind === 'done');
    const [one, two] = done.value.answers;
    assert.deepEqual(
      one?.map(({ kind }) => kind),
      ['model-version', 'text', 'usage', 'finished'],
    );
    assert.deepEqual(two?.at(-1), {
      kind: 'failed',
      failure: { kind: 'bad-answer', detail: 'The model is overloaded. Please try again later.' },
    });
  });

  it('go through a file when they are too large together, and so do their answers', async function () {
    this.timeout(60_000);
    const large = '日本 x\n'.repeat(2_400_000);
    emulator.script({ kind: 'text', text: '{"findings":[]}' }, { kind: 'text', text: 'second' });
    const made = await service().submit([asked(large), asked('two')], 'ours', live);
    assert.ok(made.ok, JSON.stringify(made));
    assert.equal(made.value.file, 'files/f1');
    const created = emulator.requests.at(-1)?.body as InlineBody | undefined;
    assert.deepEqual(created?.batch.inputConfig, { fileName: 'files/f1' });
    const status = await end(made.value.name);
    assert.ok(status.kind === 'done');
    assert.deepEqual(
      status.answers.map((answer) => answer.find(({ kind }) => kind === 'text')),
      [
        { kind: 'text', text: '{"findings":[]}' },
        { kind: 'text', text: 'second' },
      ],
    );
    for (const { headers } of emulator.requests) assert.equal(headers['x-goog-api-key'], 'a-key');
    assert.deepEqual(emulator.files(), ['files/f1', 'files/f2']);
    assert.deepEqual(await service().delete(made.value, live), { ok: true, value: undefined });
    assert.deepEqual(emulator.files(), []);
  });

  it('say how they ended', async () => {
    emulator.endBatches('EXPIRED');
    assert.deepEqual(await end(await submit([asked('one')])), { kind: 'expired' });
    emulator.endBatches('FAILED');
    // The SDK hands no reason on.
    assert.equal((await end(await submit([asked('one')]))).kind, 'failed');
    const name = await submit([asked('one')]);
    assert.ok((await service().cancel(name, live)).ok);
    assert.deepEqual(await service().look(name, live), { ok: true, value: { kind: 'cancelled' } });
  });

  it('are found by the name we gave them', async () => {
    const name = await submit([asked('one')]);
    assert.deepEqual(await service().find('ours', live), { ok: true, value: name });
    assert.deepEqual(await service().find('theirs', live), { ok: true, value: undefined });
  });

  it('that are not there are no success, and are deleted all the same', async () => {
    const gone = await service().look('batches/b9', live);
    assert.equal(gone.ok ? '' : gone.failure.kind, 'model-not-found');
    assert.ok((await service().delete({ name: 'batches/b9' }, live)).ok);
  });

  it('are not taken by Vertex AI', () => {
    assert.equal(createVertexClient({ project: 'p' }).batches, undefined);
  });
});
