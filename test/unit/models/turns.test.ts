import assert from 'node:assert/strict';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { encodeInTurns } from '../../../src/models/encodeInTurns.ts';

/** How often the event loop goes round while something is done. */
async function roundsDuring(work: () => Promise<void>): Promise<number> {
  let rounds = 0;
  let done = false;
  const count = (): void => {
    if (done) return;
    rounds++;
    setImmediate(count);
  };
  setImmediate(count);
  await work();
  done = true;
  return rounds;
}

describe('a model client gives others their turn', () => {
  it('while it reads an answer that comes in one piece', async () => {
    const event = `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: 'x' }] } }] })}\n\n`;
    const last = `data: ${JSON.stringify({ candidates: [{ finishReason: 'STOP' }] })}\n\n`;
    const events = 20_000;
    const client = createGeminiClient({
      apiKey: 'test',
      endpoint: 'https://example.com',
      fetch: () => Promise.resolve(new Response(event.repeat(events) + last)),
    });
    let texts = 0;
    const request = { model: 'gemini-3.5-flash', system: '', contents: ['?'] };
    const rounds = await roundsDuring(async () => {
      for await (const one of client.stream(request, new AbortController().signal))
        if (one.kind === 'text') texts++;
    });
    assert.equal(texts, events);
    assert.ok(rounds > 12, `${rounds} rounds`);
  });

  it('while it makes bytes of a large question, which are those of the text', async () => {
    // The surrogate pairs make every cut at a round number one between two halves.
    const text = `x${'😀é'.repeat(400_000)}`;
    let body: string | Blob = '';
    const rounds = await roundsDuring(async () => {
      body = await encodeInTurns(text);
    });
    assert.ok(Buffer.from(text).equals(Buffer.from(await new Response(body).arrayBuffer())));
    assert.ok(rounds > 5, `${rounds} rounds`);
  });

  it('and leaves a small question as it is', async () => {
    assert.equal(await encodeInTurns('small'), 'small');
  });
});
