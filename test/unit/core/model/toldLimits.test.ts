import assert from 'node:assert/strict';
import { toldLimits, type LimitMemory } from '../../../../src/core/model/toldLimits.ts';
import type { ModelClient } from '../../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../../src/models/gemini.ts';
import { createOpenAiCompatibleClient } from '../../../../src/models/openaiCompatible.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { startEmulator } from '../../../emulator/emulator.ts';

const live = () => AbortSignal.timeout(10_000);
const dayMs = 86_400_000;

function remembering(known?: unknown): LimitMemory {
  let kept = known;
  return {
    read: () => Promise.resolve(kept),
    write: (value) => Promise.resolve(void (kept = value)),
  };
}

/** Asks at a time of our own, and tells what was logged. */
async function ask(client: ModelClient, models: readonly string[], memory = remembering(), now = 0) {
  const logged: string[] = [];
  const clock = { ...systemClock, now: () => now };
  const ports = { client, memory, clock, log: (why: string) => void logged.push(why) };
  const told = await toldLimits(models, 'here', ports, live());
  return { told, logged };
}

/** A client of the service at an address. */
const gemini = (url: string) => createGeminiClient({ apiKey: 'k-of-the-test', endpoint: url });

describe('what a service says that its models hold', () => {
  const flash = 'gemini-3.5-flash';
  const limits = { inputTokenLimit: 1_048_576, outputTokenLimit: 65_536 };

  it('is asked for each model, once a day', async () => {
    await using service = await startEmulator();
    const memory = remembering();
    const client = gemini(service.url);
    const { told } = await ask(client, [flash, 'gemini-3.1-pro', flash, ''], memory);
    assert.deepEqual(told(flash), limits);
    assert.deepEqual(told('gemini-3.1-pro'), limits);
    assert.deepEqual(told('another'), {});
    assert.equal(service.lookups.length, 2);
    assert.deepEqual((await ask(client, [flash], memory, dayMs - 1)).told(flash), limits);
    assert.equal(service.lookups.length, 2);
    await ask(client, [flash], memory, dayMs);
    assert.equal(service.lookups.length, 3);
    assert.equal(service.requests.length, 0, 'nothing else is sent');
  });

  it('is the window of a server that speaks the protocol of OpenAI', async () => {
    const openAiModels = [{ id: 'qwen', max_model_len: 8192 }, { id: 'llama' }];
    await using service = await startEmulator({ openAiModels });
    const endpoint = `${service.url}/v1beta/openai`;
    const { told } = await ask(createOpenAiCompatibleClient({ endpoint, apiKey: 'k' }), [
      'qwen',
      'llama',
      'x',
    ]);
    assert.deepEqual(told('qwen'), { inputTokenLimit: 8192, sharedWindow: true });
    assert.deepEqual(told('llama'), {});
    assert.deepEqual(told('x'), {});
  });

  it('is nothing where the service is not there, which the log says, and is asked again next time', async () => {
    const memory = remembering();
    const { told, logged } = await ask(gemini('http://127.0.0.1:9'), [flash], memory);
    assert.deepEqual(told(flash), {});
    assert.equal(logged.length, 1);
    assert.match(logged[0] ?? '', /gemini-3\.5-flash were not told \(network\)/);
    await using service = await startEmulator();
    assert.deepEqual((await ask(gemini(service.url), [flash], memory)).told(flash), limits);
  });

  it('is asked anew when what was kept is damaged or from the future', async () => {
    await using service = await startEmulator();
    const future = { [`here ${flash}`]: { askedMs: 5, inputTokenLimit: 1 } };
    for (const known of ['{', { [`here ${flash}`]: { askedMs: 0, inputTokenLimit: -1 } }, future])
      assert.deepEqual((await ask(gemini(service.url), [flash], remembering(known))).told(flash), limits);
  });

  it('is not asked for on a road that does not tell', async () => {
    const { told, logged } = await ask({ stream: () => assert.fail() }, [flash]);
    assert.deepEqual(told(flash), {});
    assert.deepEqual(logged, []);
  });
});
