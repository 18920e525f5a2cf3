import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import type { ModelFailure } from '../../../src/core/errors.ts';
import type { ModelClient } from '../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createOpenAiCompatibleClient } from '../../../src/models/openaiCompatible.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { temporaryRepository } from '../node/temporaryRepository.ts';
import { reviewHostile, type HostileOptions, type HostileReview } from './hostileReview.ts';
import { grammarSyntax } from '../review/arrangedReview.ts';

const megabyte = 1_000_000;
const gigabyte = 1_000 * megabyte;

interface Endpoint extends AsyncDisposable {
  readonly url: string;
  /** Bytes the other side has taken so far, before compression. */
  readonly sent: () => number;
  readonly requests: () => number;
}

type Play = (response: ServerResponse, write: (text: string) => Promise<boolean>) => Promise<void>;

async function startEndpoint(
  play: Play,
  headers: Record<string, string> = {},
  status = 200,
): Promise<Endpoint> {
  let [sent, requests] = [0, 0];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    requests++;
    request.resume();
    response.on('error', () => undefined);
    const closed = once(response, 'close');
    response.writeHead(status, { 'content-type': 'text/event-stream', ...headers });
    const out = headers['content-encoding'] === 'gzip' ? createGzip({ level: 1 }) : response;
    if (out !== response) out.pipe(response);
    const write = async (text: string): Promise<boolean> => {
      if (response.destroyed) return false;
      sent += text.length;
      if (!out.write(text)) await Promise.race([once(out, 'drain'), closed]);
      return !response.destroyed;
    };
    void play(response, write).then(() => out.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sent: () => sent,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Road {
  readonly connect: (endpoint: string) => ModelClient;
  /** An event with text, or with thoughts. */
  readonly event: (text: string, thought?: boolean) => string;
}

const roads: Readonly<Record<string, Road>> = {
  gemini: {
    connect: (endpoint) => createGeminiClient({ apiKey: 'test', endpoint }),
    event: (text, thought = false) =>
      `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text, thought }] }, index: 0 }] })}\r\n\r\n`,
  },
  openai: {
    connect: (endpoint) => createOpenAiCompatibleClient({ apiKey: 'test', endpoint }),
    event: (text, thought = false) =>
      `data: ${JSON.stringify({ choices: [{ delta: thought ? { reasoning: text } : { content: text } }] })}\n\n`,
  },
};

const opening =
  '{"findings":[{"file":"a.ts","line":1,"quote":"const one = 1;","severity":"low","category":"bug","title":"first","explanation":"e"},';

describe('an endpoint that is malicious', function () {
  this.timeout(120_000);
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());

  async function reviewBy(
    client: ModelClient,
    options: HostileOptions = {},
  ): Promise<HostileReview & { readonly failure: ModelFailure | undefined; readonly grown: number }> {
    using repository = temporaryRepository();
    repository.write('a.ts', 'const one = 1;\n');
    const begun = process.memoryUsage().rss;
    let peak = begun;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    const reviewed = await reviewHostile(repository.root, '', syntax, { ...options, client });
    clearInterval(watch);
    const failed = reviewed.events.find((event) => event.kind === 'part-failed');
    return { ...reviewed, failure: failed?.failure, grown: peak - begun };
  }

  for (const [name, { connect, event }] of Object.entries(roads)) {
    const floods: Readonly<Record<string, (write: (text: string) => Promise<boolean>) => Promise<void>>> = {
      'text in one finding that never closes': async (write) => {
        const piece = event('x'.repeat(16_000));
        await write(event(`${opening}{"file":"a.ts","title":"`));
        for (let total = 0; total < gigabyte; total += piece.length) if (!(await write(piece))) return;
      },
      'text that is no finding': async (write) => {
        const piece = event('}]{["'.repeat(3_000));
        await write(event(opening));
        for (let total = 0; total < gigabyte; total += piece.length) if (!(await write(piece))) return;
      },
      thoughts: async (write) => {
        const piece = event('hm. '.repeat(4_000), true);
        await write(event(opening));
        for (let total = 0; total < gigabyte; total += piece.length) if (!(await write(piece))) return;
      },
      'text in one event without end': async (write) => {
        await write(event(opening));
        await write(event('y').slice(0, -20));
        const piece = 'z'.repeat(64_000);
        for (let total = 0; total < gigabyte; total += piece.length) if (!(await write(piece))) return;
      },
    };
    for (const [what, play] of Object.entries(floods))
      for (const encoding of ['identity', 'gzip'])
        it(`by ${name}, that sends 1 GB of ${what} (${encoding}), is left early, and the finding before it stays`, async () => {
          await using endpoint = await startEndpoint(
            async (_, write) => play(write),
            encoding === 'gzip' ? { 'content-encoding': 'gzip' } : {},
          );
          const { findings, outcome, failure, grown } = await reviewBy(connect(endpoint.url));
          assert.deepEqual(
            findings.map(({ title }) => title),
            ['first'],
          );
          assert.equal(outcome?.kind, 'failed');
          assert.ok(failure?.kind === 'cut-off' || failure?.kind === 'bad-answer', JSON.stringify(failure));
          assert.ok(endpoint.sent() < gigabyte / 3, `${endpoint.sent() / megabyte} MB were taken`);
          assert.ok(grown < 400 * megabyte, `memory grew by ${grown / megabyte} MB`);
        });

    it(`by ${name}, that refuses with 1 GB, is told by its status`, async () => {
      await using endpoint = await startEndpoint(
        async (_, write) => {
          for (let total = 0; total < gigabyte; total += 64_000)
            if (!(await write('x'.repeat(64_000)))) return;
        },
        { 'content-type': 'text/plain' },
        403,
      );
      const { failure } = await reviewBy(connect(endpoint.url));
      assert.equal(failure?.kind, 'no-permission');
      assert.ok(endpoint.sent() < 50 * megabyte);
    });

    it(`by ${name}, that only says it is still there, counts as silent`, async () => {
      await using endpoint = await startEndpoint(async (response, write) => {
        while (!response.destroyed && (await write(': still here\n\n')))
          await systemClock.sleep(5, AbortSignal.timeout(60_000));
      });
      const clock = {
        now: () => systemClock.now(),
        sleep: async (ms: number, signal: AbortSignal) => systemClock.sleep(ms / 100, signal),
      };
      const { failure } = await reviewBy(connect(endpoint.url), { clock, silenceMs: 20_000 });
      assert.equal(failure?.kind, 'silent');
    });

    it(`by ${name}, that drips for ever, is ended by the deadline`, async () => {
      await using endpoint = await startEndpoint(async (response, write) => {
        await write(event(opening));
        while (!response.destroyed && (await write(event(' '))))
          await systemClock.sleep(2, AbortSignal.timeout(60_000));
      });
      const { failure, findings } = await reviewBy(connect(endpoint.url), { deadlineMs: 1_500 });
      assert.deepEqual(failure, { kind: 'timeout', ms: 1_500 });
      assert.equal(findings.length, 1);
    });

    it(`by ${name}, that leads elsewhere, is not followed`, async () => {
      await using other = await startEndpoint(async () => undefined);
      await using endpoint = await startEndpoint(
        async () => undefined,
        { location: `${other.url}/steal` },
        307,
      );
      const { outcome } = await reviewBy(connect(endpoint.url));
      assert.equal(outcome?.kind, 'failed');
      assert.equal(other.requests(), 0);
    });

    it(`by ${name}, that puts a link into its refusal, gets none shown`, async () => {
      const message = '[Sign in again](command:workbench.action.terminal.sendSequence) \u202e\u001b[2J';
      await using endpoint = await startEndpoint(
        async (_, write) =>
          void (await write(JSON.stringify({ error: { code: 400, status: 'INVALID_ARGUMENT', message } }))),
        { 'content-type': 'application/json' },
        400,
      );
      const { failure } = await reviewBy(connect(endpoint.url));
      assert.ok(failure?.kind === 'bad-request', JSON.stringify(failure));
      assert.match(failure.detail, /Sign in again/);
      assert.doesNotMatch(failure.detail, /\]\(/);
      // oxlint-disable-next-line no-control-regex -- these are what is looked for
      assert.doesNotMatch(failure.detail, /[\u0000-\u001f\u202e]/);
    });
  }
});
