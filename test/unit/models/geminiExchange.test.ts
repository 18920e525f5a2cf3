import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelFailure } from '../../../src/core/errors.ts';
import type { ModelEvent } from '../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';

const key = 'AIzaSyTestTestTestTestTestTestTest12345';
const chunk = (text: string, finishReason?: string): string =>
  JSON.stringify({ candidates: [{ content: { parts: [{ text }], role: 'model' }, finishReason }] });

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the service, a gateway or a proxy may send that the emulator does not. */
describe('an answer on the wire', () => {
  let server: Server;
  let handle: RequestListener;
  before(async () => {
    server = createServer((request, response) => {
      request.resume();
      handle(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const endpoint = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function ask(answer: Answer): Promise<{ text: string; end: ModelEvent | undefined }> {
    handle = (_, response) => {
      response.writeHead(answer.status ?? 200, { 'content-type': 'text/event-stream', ...answer.headers });
      response.end(answer.body);
    };
    return listen();
  }

  async function listen(): Promise<{ text: string; end: ModelEvent | undefined }> {
    const client = createGeminiClient({ apiKey: key, endpoint: endpoint() });
    const request = { model: 'gemini-3.5-flash', system: '', contents: ['x'] };
    let text = '';
    let end: ModelEvent | undefined;
    for await (const event of client.stream(request, new AbortController().signal)) {
      if (event.kind === 'text') text += event.text;
      end = event;
    }
    return { text, end };
  }

  async function failureOf(answer: Answer): Promise<ModelFailure> {
    const { end } = await ask(answer);
    assert.ok(end?.kind === 'failed');
    return end.failure;
  }

  const stop = { kind: 'finished', reason: 'STOP' };
  const framings: readonly [string, string][] = [
    [
      'event lines',
      `event: message\nid: 1\ndata: ${chunk('ab')}\n\nevent: x\ndata: ${chunk('c', 'STOP')}\n\n`,
    ],
    ['comments', `: hello\ndata: ${chunk('ab')}\n\n: ping\n\n: bye\ndata: ${chunk('c', 'STOP')}\n\n`],
    ['data over several lines', `data: ${chunk('ab')}\n\n${pretty(chunk('c', 'STOP'))}\n\n`],
    ['a final [DONE]', `data: ${chunk('ab')}\n\ndata: ${chunk('c', 'STOP')}\n\ndata: [DONE]\n\n`],
    ['no last blank line', `data: ${chunk('ab')}\r\n\r\ndata: ${chunk('c', 'STOP')}\r\n`],
    ['CR only', `data: ${chunk('ab')}\r\rdata: ${chunk('c', 'STOP')}\r\r`],
    ['a byte-order mark', `\uFEFFdata: ${chunk('ab')}\n\ndata: ${chunk('c', 'STOP')}\n\n`],
    ['an array instead of a stream', `[${chunk('ab')}\n,\n${chunk('c', 'STOP')}\n]\n`],
    ['an array in an event', `data: [${chunk('ab')},${chunk('c', 'STOP')}]\n\n`],
    ['an event after the finish reason', `data: ${chunk('abc', 'STOP')}\n\ndata: {"usageMetadata":{}}\n\n`],
  ];
  for (const [name, body] of framings)
    it(`with ${name} is read whole`, async () => {
      assert.deepEqual(await ask({ body }), { text: 'abc', end: stop });
    });

  it('is an error with status 200 in every wrapping', async () => {
    const error = { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Please retry in 7s.' } };
    for (const body of [
      `data: ${JSON.stringify(error)}\n\n`,
      `data: ${JSON.stringify([error])}\n\n`,
      `event: error\n${pretty(JSON.stringify(error))}\n\n`,
      JSON.stringify(error),
      JSON.stringify([error], null, 2),
    ])
      assert.deepEqual(await failureOf({ headers: { 'content-type': 'application/json' }, body }), {
        kind: 'quota-minute',
        retryAfterMs: 7000,
        detail: 'RESOURCE_EXHAUSTED Please retry in 7s.',
      });
  });

  it('keeps the text before an error', async () => {
    const error = { error: { code: 500, status: 'INTERNAL', message: 'No.' } };
    const { text, end } = await ask({ body: `data: ${chunk('ab')}\n\n${JSON.stringify(error, null, 2)}\n` });
    assert.equal(text, 'ab');
    assert.deepEqual(end, {
      kind: 'failed',
      failure: { kind: 'overloaded', status: 500, detail: 'INTERNAL No.' },
    });
  });

  it('asks for a wait in Retry-After', async () => {
    const failure = await failureOf({ status: 429, headers: { 'retry-after': '21' }, body: '' });
    assert.deepEqual(failure, { kind: 'quota-minute', retryAfterMs: 21_000, detail: '429' });
  });

  it('is refused by its status when its JSON is broken', async () => {
    const headers = { 'content-type': 'application/json' };
    assert.equal((await failureOf({ status: 403, headers, body: '{"error": {' })).kind, 'no-permission');
  });

  for (const [name, body] of [
    ['a plain text', 'Internal error, come back later\n'],
    ['events that are not JSON', 'data: hello\n\n'],
    ['events of the Interactions API', 'data: {"event_type":"interaction.created"}\n\n'],
    ['events of OpenAI', 'data: {"choices":[{"delta":{"content":"hi"}}]}\n\ndata: [DONE]\n\n'],
    ['a JSON string', '"hello"'],
  ] as const)
    it(`is bad when it is ${name}`, async () => {
      assert.equal((await failureOf({ body })).kind, 'bad-answer');
    });

  it('may hold fields of wrong types', async () => {
    const odd =
      '{"candidates":[{"content":{"parts":[null,7,{"text":5},{"text":"abc"}]},"finishReason":"STOP"}]}';
    assert.deepEqual(await ask({ body: `data: ${odd}\n\n` }), { text: 'abc', end: stop });
    assert.equal((await failureOf({ body: 'data: {"candidates":[null]}\n\n' })).kind, 'no-finish');
  });

  it('never leads the key to another host', async () => {
    let followed = false;
    handle = (request, response) => {
      followed ||= request.url === '/login';
      response.writeHead(302, { location: `${endpoint().replace('127.0.0.1', 'localhost')}/login` });
      response.end();
    };
    const { end } = await listen();
    assert.equal(followed, false);
    assert.ok(end?.kind === 'failed');
    assert.deepEqual(end.failure, { kind: 'bad-answer', status: 302, detail: '302' });
  });

  it('is given up when one event never ends', async () => {
    handle = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: "');
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1 << 20)));
      };
      response.on('drain', pour);
      response.on('error', () => undefined);
      pour();
    };
    const { end } = await listen();
    assert.ok(end?.kind === 'failed');
    assert.equal(end.failure.kind, 'bad-answer');
  });

  it('never shows the key in a failure', async () => {
    for (const status of [200, 400, 403, 404, 429, 500]) {
      const echo = JSON.stringify({ error: { code: status, message: `The key ${key} is wrong` } });
      assert.equal(JSON.stringify(await failureOf({ status, body: echo })).includes(key), false);
    }
  });
});

function pretty(json: string): string {
  const lines = JSON.stringify(JSON.parse(json), null, 2).split('\n');
  return lines.map((line) => `data: ${line}`).join('\n');
}
