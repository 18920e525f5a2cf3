import assert from 'node:assert/strict';
import type { ModelClient } from '../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { readAnswerLines } from '../../../src/models/geminiBatchAnswer.ts';
import { readErrorBody } from '../../../src/models/geminiErrorBody.ts';
import { createOpenAiCompatibleClient } from '../../../src/models/openaiCompatible.ts';
import { scrubDetail } from '../../../src/models/scrubSecrets.ts';

/** One answer of a batch as it stands in its file. */
const line = (usageMetadata: unknown): string =>
  JSON.stringify({ key: 'r0', response: { candidates: [{ finishReason: 'STOP' }], usageMetadata } });

describe('what a service tells', () => {
  it('and what the platform says of an address never shows the password in it', async () => {
    const endpoint = 'https://user:hunter2pass@localhost:9';
    const clients: readonly ModelClient[] = [
      createOpenAiCompatibleClient({ endpoint }),
      createGeminiClient({ apiKey: 'a-key', endpoint }),
    ];
    for (const client of clients) {
      const events: unknown[] = [];
      const asked = { model: 'm', system: '', contents: ['x'] };
      for await (const event of client.stream(asked, new AbortController().signal)) events.push(event);
      assert.match(JSON.stringify(events), /bad-endpoint/);
      assert.doesNotMatch(JSON.stringify(events), /hunter2pass/);
    }
    assert.equal(
      scrubDetail('no way to http://a:b@proxy.local:8080/', ''),
      'no way to http://***@proxy.local:8080/',
    );
  });

  it('counts as nothing where it is no number, and as a number where it is one in quotes', () => {
    const end = { kind: 'finished', reason: 'STOP' };
    assert.deepEqual(readAnswerLines(line(null)), [[end]]);
    assert.deepEqual(readAnswerLines(line({ promptTokenCount: '12', candidatesTokenCount: {} })), [
      [{ kind: 'usage', usage: { input: 12, cachedInput: 0, output: 0, thoughts: 0 } }, end],
    ]);
  });

  it('may be a page that is none, and is read in no time', () => {
    assert.equal(readErrorBody('<'.repeat(2_000_000)).form, 'html');
    assert.equal(readErrorBody('<title'.repeat(300_000)).form, 'html');
  });
});
