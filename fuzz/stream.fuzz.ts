import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ModelEvent } from '../src/core/modelClient.ts';
import { createGeminiClient } from '../src/models/gemini.ts';
import { createOpenAiCompatibleClient } from '../src/models/openaiCompatible.ts';
import { SseNormaliser } from '../src/models/sseNormaliser.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { cutAt, cuts, json, line } from './texts.ts';

const framing = fc.record({
  end: fc.constantFrom('\n', '\r\n', '\r'),
  space: fc.boolean(),
  before: fc.constantFrom('', ': comment', 'event: x', 'id: 7', 'retry: 5'),
  indent: fc.boolean(),
});

const answers = fc.array(
  fc.tuple(fc.dictionary(fc.string({ maxLength: 5 }), json, { minKeys: 1, maxKeys: 3 }), framing),
  { maxLength: 8 },
);

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .array(
      fc.oneof(
        line,
        fc.constantFrom('data: {"a":1}', 'data: [DONE]', 'data:', '{"error":{"code":500}}', '[{', ',', ''),
      ),
      {
        maxLength: 30,
      },
    )
    .map((lines) => new TextEncoder().encode(lines.join('\n').toWellFormed())),
);

function normalise(pieces: readonly Uint8Array[]): readonly string[] {
  const normaliser = new SseNormaliser();
  let total = 0;
  const payloads = pieces.flatMap((piece) => {
    const out = normaliser.push(piece);
    total += piece.length;
    assert.ok(normaliser.held <= total, 'holds more than came');
    return out;
  });
  return [...payloads, ...normaliser.end()];
}

async function eventsOf(
  pieces: readonly Uint8Array[],
  road: 'gemini' | 'openai',
): Promise<readonly ModelEvent[]> {
  const fetch = () =>
    Promise.resolve(
      new Response(ReadableStream.from(pieces), { headers: { 'content-type': 'text/event-stream' } }),
    );
  const options = { apiKey: 'a-key-of-the-fuzzer', endpoint: 'https://service.example', fetch };
  const client = road === 'gemini' ? createGeminiClient(options) : createOpenAiCompatibleClient(options);
  const request = { model: 'gemini-3.5-flash', system: '', contents: ['x'] };
  const events: ModelEvent[] = [];
  for await (const event of client.stream(request, new AbortController().signal)) events.push(event);
  return events;
}

/** Neighbouring texts joined: how they are cut is of no meaning. */
function joined(events: readonly ModelEvent[]): string {
  const text = events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
  return JSON.stringify([text, events.filter(({ kind }) => kind !== 'text')]);
}

const geminiChunk = fc.record(
  {
    candidates: fc.oneof(
      json,
      fc.tuple(
        fc.record(
          {
            content: fc.oneof(
              json,
              fc.record({ parts: fc.array(fc.oneof(json, fc.record({ text: fc.string() }))) }),
            ),
            finishReason: fc.oneof(json, fc.constantFrom('STOP', 'MAX_TOKENS')),
          },
          { requiredKeys: [], noNullPrototype: true },
        ),
      ),
    ),
    choices: fc.oneof(
      json,
      fc.tuple(
        fc.record(
          { delta: fc.oneof(json, fc.record({ content: fc.string() })), finish_reason: json },
          { requiredKeys: [], noNullPrototype: true },
        ),
      ),
    ),
    usageMetadata: json,
    usage: json,
    modelVersion: json,
    model: json,
    promptFeedback: json,
    error: json,
  },
  { requiredKeys: [], noNullPrototype: true },
);

export const target: FuzzTarget = {
  name: 'stream',
  properties: {
    'the events are the same in every frame and however the bytes are cut': holds(
      fc.property(answers, cuts, (list, shares) => {
        const body = list
          .map(([value, { end, space, before, indent }]) => {
            const text = JSON.stringify(value, null, indent ? 1 : 0).replaceAll(
              '\n',
              `${end}data:${space ? ' ' : ''}`,
            );
            return `${before === '' ? '' : before + end}data:${space ? ' ' : ''}${text}${end}${end}`;
          })
          .join('');
        const payloads = normalise(cutAt(new TextEncoder().encode(body), shares));
        assert.deepEqual(
          payloads.map((payload) => JSON.parse(payload) as unknown),
          list.map(([value]) => JSON.parse(JSON.stringify(value)) as unknown),
        );
      }),
    ),
    'any bytes are read the same however they are cut, and no more is held than came': holds(
      fc.property(bytes, cuts, (body, shares) => {
        assert.deepEqual(normalise(cutAt(body, shares)), normalise([body]));
      }),
    ),
    'a client ends with one end, whatever it is answered': holds(
      fc.asyncProperty(
        fc.constantFrom('gemini', 'openai'),
        fc.oneof(
          bytes,
          fc
            .array(geminiChunk, { maxLength: 5 })
            .map((chunks) =>
              new TextEncoder().encode(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')),
            ),
        ),
        cuts,
        async (road, body, shares) => {
          const events = await eventsOf(cutAt(body, shares), road);
          const ends = events.filter(({ kind }) => kind === 'finished' || kind === 'failed');
          assert.equal(ends.length, 1);
          assert.equal(events.at(-1), ends[0]);
          assert.equal(joined(events), joined(await eventsOf([body], road)));
        },
      ),
    ),
  },
};
