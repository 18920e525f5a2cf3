import assert from 'node:assert/strict';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createVertexClient } from '../../../src/models/vertex.ts';
import { startEmulator } from '../../emulator/emulator.ts';

const live = () => AbortSignal.timeout(10_000);

describe('what a service says of itself', () => {
  it('is its models with their limits', async () => {
    await using service = await startEmulator();
    const client = createGeminiClient({ apiKey: 'k-of-the-test', endpoint: service.url });
    const listed = await client.list?.(live());
    assert.ok(listed?.ok);
    const flash = listed.value.find(({ name }) => name === 'gemini-3.5-flash');
    assert.deepEqual(flash, {
      name: 'gemini-3.5-flash',
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
    });
  });

  it('is the number of tokens of a request, instructions included', async () => {
    await using service = await startEmulator();
    const client = createGeminiClient({ apiKey: 'k-of-the-test', endpoint: service.url });
    const request = { model: 'gemini-3.5-flash', system: 'Review this.', contents: ['const a = 1;'] };
    const whole = await client.countTokens?.(request, live());
    const without = await client.countTokens?.({ ...request, system: '' }, live());
    assert.ok(whole?.ok && without?.ok);
    assert.ok(whole.value > without.value && without.value > 0);
  });

  it('is a failure with its kind when the service cannot be asked', async () => {
    const gone = createGeminiClient({ apiKey: 'k-of-the-test', endpoint: 'http://127.0.0.1:9' });
    const listed = await gone.list?.(live());
    assert.equal(listed?.ok === false && listed.failure.kind, 'network');
    const noProject = createVertexClient({});
    const counted = await noProject.countTokens?.({ model: 'm', system: '', contents: [] }, live());
    assert.equal(counted?.ok === false && counted.failure.kind, 'missing-setting');
  });
});
