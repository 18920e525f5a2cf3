import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFronts } from '../../../../src/core/caching/cachingClient.ts';
import {
  dropAllOf,
  strikeOutExpired,
  tidyUp,
  type CacheEvent,
} from '../../../../src/core/caching/storedFronts.ts';
import type {
  ContentStore,
  ModelClient,
  ModelEvent,
  ModelRequest,
  Usage,
} from '../../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../../src/models/gemini.ts';
import { createCacheFiles } from '../../../../src/node/cacheFiles.ts';
import { sha256 } from '../../../../src/node/sha256.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { createFakeClock, type FakeClock } from '../model/fakeClock.ts';

const minute = 60_000;
const live = new AbortController().signal;

const asked = (text = 'x'.repeat(400_000), task = 'the task'): ModelRequest => ({
  model: 'gemini-3.5-flash',
  system: 'You review.',
  contents: [text, task],
  stableContents: 1,
});

interface Charge {
  readonly tokens: number;
  readonly dollars: number;
}

function storeOf(client: ModelClient): ContentStore {
  assert.ok(client.contents !== undefined);
  return client.contents;
}

async function listen(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const heard: ModelEvent[] = [];
  for await (const event of stream) heard.push(event);
  return heard;
}

const usageOf = (heard: readonly ModelEvent[]): Usage | undefined =>
  heard.findLast((event) => event.kind === 'usage')?.usage;

describe('explicit caching', () => {
  let emulator: Emulator;
  let folder: string;
  let clock: FakeClock;
  let events: CacheEvent[];
  let charges: Charge[];
  beforeEach(async () => {
    emulator = await startEmulator();
    folder = mkdtempSync(join(tmpdir(), 'flash-review-caches-'));
    clock = createFakeClock();
    events = [];
    charges = [];
  });
  afterEach(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const account = {
    charge: ({ tokens, dollars }: Charge) => void charges.push({ tokens, dollars }),
    tell: (event: CacheEvent) => void events.push(event),
  };
  const road = (): ModelClient => createGeminiClient({ apiKey: 'a-key', endpoint: emulator.url });
  /** A client as each review makes it: nothing is carried over but the ledger on disk. */
  const session = (owner = 'me', ledger = createCacheFiles(folder), client = road()) =>
    cacheFronts(
      client,
      storeOf(client),
      { owner, subject: 'repository' },
      {
        ledger,
        clock,
        hash: sha256,
        estimate: async (text) => Promise.resolve(Math.ceil(text.length / 4)),
        priceOf: () => ({ input: 1.5, cachedInput: 0.15, storagePerHour: 1 }),
        account,
      },
    );
  const send = async (request = asked(), client = session()) => listen(client.stream(request, live));
  const calls = () => emulator.requests.map(({ method, path }) => `${method} ${path.replace(/^.*\//, '')}`);
  const bodies = () =>
    emulator.requests
      .filter(({ path }) => path.endsWith(':streamGenerateContent'))
      .map(({ body }) => body as Readonly<Record<string, unknown>>);
  const kinds = () => events.map(({ kind }) => kind);
  const storedContents = async () => {
    const listed = await storeOf(road()).list(live);
    assert.ok(listed.ok);
    return listed.value;
  };

  /** The front is sent, and again after some minutes, which has it stored. */
  async function storeOne(minutes = 10): Promise<void> {
    await send();
    clock.advance(minutes * minute);
    await send();
  }

  it('sends a front as it is the first time, and stores it at the second', async () => {
    await storeOne();
    assert.deepEqual(calls(), [
      'POST gemini-3.5-flash:streamGenerateContent',
      'POST cachedContents',
      'POST gemini-3.5-flash:streamGenerateContent',
    ]);
    const [first, second] = bodies();
    assert.deepEqual(first?.['systemInstruction'], { parts: [{ text: 'You review.' }], role: 'user' });
    assert.equal(second?.['cachedContent'], 'cachedContents/c1');
    assert.equal(second['systemInstruction'], undefined);
    assert.deepEqual(second['contents'], [{ parts: [{ text: 'the task' }], role: 'user' }]);
    const made = emulator.requests[1]?.body as Readonly<Record<string, unknown>>;
    assert.equal(made['model'], 'models/gemini-3.5-flash');
    assert.equal(made['ttl'], '900s');
    assert.deepEqual(made['systemInstruction'], first['systemInstruction']);
    assert.deepEqual(made['contents'], [{ parts: [{ text: 'x'.repeat(400_000) }], role: 'user' }]);
    assert.deepEqual(kinds(), ['stored']);
  });

  it('is told by the service what came from the store, and charges what was written', async () => {
    await send();
    clock.advance(10 * minute);
    const usage = usageOf(await send());
    const [charge] = charges;
    assert.ok(charge !== undefined && usage !== undefined);
    assert.equal(usage.cachedInput, charge.tokens);
    assert.ok(usage.input > usage.cachedInput);
    assert.equal(charge.dollars, (charge.tokens * 1.5) / 1_000_000);
  });

  it('finds a front again by its content, has it stored for longer, and charges the storage', async () => {
    await storeOne();
    clock.advance(5 * minute);
    const usage = usageOf(await send(asked(undefined, 'another task')));
    assert.deepEqual(calls().slice(3), ['PATCH c1', 'POST gemini-3.5-flash:streamGenerateContent']);
    assert.deepEqual(emulator.requests[3]?.body, { ttl: '900s' });
    const [written, storage] = charges;
    assert.ok(written !== undefined && storage !== undefined && usage !== undefined);
    assert.equal(storage.dollars.toFixed(8), ((written.tokens * 5) / 60 / 1_000_000).toFixed(8));
    assert.equal(storage.tokens, 0);
    assert.equal(usage.cachedInput, written.tokens);
  });

  it('knows nothing of a front with another text, model or key', async () => {
    await storeOne();
    const before = emulator.requests.length;
    await send(asked('y'.repeat(400_000)));
    await send({ ...asked(), model: 'gemini-3.6-flash' });
    await send(asked(), session('somebody else'));
    assert.deepEqual(
      bodies()
        .slice(2)
        .map((body) => body['cachedContent']),
      [undefined, undefined, undefined],
    );
    assert.equal(emulator.requests.length, before + 3);
  });

  it('sends the text again, and no error, when the service has lost it', async () => {
    await storeOne();
    const [stored] = await storedContents();
    await storeOf(road()).delete(stored?.name ?? '', live);
    clock.advance(minute);
    const heard = await send();
    assert.equal(heard.at(-1)?.kind, 'finished');
    // The PATCH found nothing; it pays to store it anew.
    assert.deepEqual(kinds(), ['stored', 'lost', 'stored']);
    assert.equal(bodies().at(-1)?.['cachedContent'], 'cachedContents/c2');
  });

  it('sends the text again when it is lost between the question and the request', async () => {
    await storeOne();
    const client = road();
    const store = storeOf(client);
    const losing: ModelClient = {
      ...client,
      stream: async function* (request, signal) {
        if (request.cachedContent !== undefined) await store.delete(request.cachedContent, signal);
        yield* client.stream(request, signal);
      },
    };
    const heard = await send(asked(), session('me', createCacheFiles(folder), losing));
    assert.deepEqual(
      heard.filter(({ kind }) => kind === 'failed' || kind === 'finished').map(({ kind }) => kind),
      ['finished'],
    );
    assert.equal(bodies().at(-1)?.['cachedContent'], undefined);
    assert.deepEqual(kinds(), ['stored', 'lost']);
    assert.equal((await createCacheFiles(folder).all())[0]?.stored, undefined);
  });

  it('sends the text when the service refuses to store it', async () => {
    await send({ ...asked(), model: 'gemini-3.5-flash' });
    clock.advance(minute);
    const client = road();
    const refusing = {
      ...storeOf(client),
      create: async () =>
        Promise.resolve({ ok: false, failure: { kind: 'quota-minute', detail: 'storage' } } as const),
    };
    const heard = await send(
      asked(),
      session('me', createCacheFiles(folder), { ...client, contents: refusing }),
    );
    assert.equal(heard.at(-1)?.kind, 'finished');
    assert.deepEqual(kinds(), ['not-stored']);
    assert.equal((await createCacheFiles(folder).all())[0]?.stored, undefined);
  });

  it('sends the text when the disk refuses to remember', async () => {
    const broken = { ...createCacheFiles(folder), put: () => Promise.reject(new Error('disk full')) };
    const heard = await send(asked(), session('me', broken));
    assert.equal(heard.at(-1)?.kind, 'finished');
    assert.deepEqual(kinds(), ['not-kept']);
  });

  it('stores once for requests of the same front side by side', async () => {
    await send();
    clock.advance(minute);
    const client = session();
    await Promise.all(['a', 'b', 'c'].map(async (task) => send(asked(undefined, task), client)));
    assert.equal(calls().filter((call) => call === 'POST cachedContents').length, 1);
    assert.deepEqual(
      bodies()
        .slice(1)
        .map((body) => body['cachedContent']),
      ['cachedContents/c1', 'cachedContents/c1', 'cachedContents/c1'],
    );
  });

  it('does not store what the service reads cheaply anyway', async () => {
    await send();
    clock.advance(29 * minute);
    // Too far apart to pay; that nearly all came cheaply all the same is learnt.
    emulator.script({ kind: 'text', text: '{"findings":[]}', cachedTokens: 110_000 });
    await send();
    const [record] = await createCacheFiles(folder).all();
    assert.ok((record?.implicitShare ?? 0) > 0.9);
    clock.advance(minute);
    await send();
    assert.equal(calls().includes('POST cachedContents'), false);
  });

  it('deletes what is stored for a text that has moved on, once everything was reviewed again', async () => {
    await storeOne();
    clock.advance(minute);
    const client = session();
    await send(asked('z'.repeat(400_000)), client);
    await client.finish(live);
    assert.deepEqual(kinds(), ['stored', 'text-moved-on']);
    assert.deepEqual(await storedContents(), []);
    assert.equal(charges.length, 2);
  });

  it('keeps what the same review has used', async () => {
    await send();
    clock.advance(minute);
    const client = session();
    await send(asked(), client);
    await client.finish(live);
    assert.equal((await storedContents()).length, 1);
  });

  it('deletes all of a key before the key goes, and nothing of another', async () => {
    await storeOne();
    await send(asked(), session('other'));
    clock.advance(minute);
    await send(asked(), session('other'));
    assert.equal((await storedContents()).length, 2);
    await dropAllOf(
      'me',
      'key-removed',
      storeOf(road()),
      createCacheFiles(folder),
      clock.now(),
      account,
      live,
    );
    assert.deepEqual(
      (await storedContents()).map(({ name }) => name),
      ['cachedContents/c2'],
    );
    assert.equal(kinds().at(-1), 'key-removed');
  });

  it('leaves to run out, and says so, what cannot be deleted', async () => {
    await storeOne();
    const store = {
      ...storeOf(road()),
      delete: async () => Promise.resolve({ ok: false, failure: { kind: 'network', detail: '' } } as const),
    };
    await dropAllOf('me', 'key-removed', store, createCacheFiles(folder), clock.now(), account, live);
    const left = events.at(-1);
    assert.ok(left?.kind === 'left');
    assert.ok(left.untilMs > clock.now());
    const [record] = await createCacheFiles(folder).all();
    assert.equal(record?.stored?.name, 'cachedContents/c1');
  });

  describe('after a crash', () => {
    it('still knows what is stored, and uses it', async () => {
      await storeOne();
      await tidyUp('me', storeOf(road()), createCacheFiles(folder), clock.now(), account, live);
      assert.deepEqual(kinds(), ['stored', 'still-of-use']);
      clock.advance(minute);
      await send();
      assert.equal(bodies().at(-1)?.['cachedContent'], 'cachedContents/c1');
    });

    it('finds and deletes what was being made at that moment', async () => {
      await send();
      clock.advance(minute);
      const client = road();
      const store = storeOf(client);
      // Ends behind the service's back: it has made the content, and nobody hears of it.
      const crashing = {
        ...store,
        create: async (...args: Parameters<typeof store.create>) => {
          await store.create(...args);
          throw new Error('the end');
        },
      };
      await send(asked(), session('me', createCacheFiles(folder), { ...client, contents: crashing }));
      assert.equal((await storedContents()).length, 1);
      events = [];
      await tidyUp('me', store, createCacheFiles(folder), clock.now(), account, live);
      assert.deepEqual(kinds(), ['making-was-cut-short']);
      assert.deepEqual(await storedContents(), []);
      assert.equal((await createCacheFiles(folder).all())[0]?.stored, undefined);
    });

    it('charges what has run out meanwhile up to its end, once, and forgets the front after a day', async () => {
      await storeOne();
      const [written] = charges;
      clock.advance(120 * minute);
      const ledger = createCacheFiles(folder);
      await strikeOutExpired(ledger, clock.now(), account);
      await strikeOutExpired(ledger, clock.now(), account);
      assert.equal(charges.length, 2);
      assert.equal(
        charges[1]?.dollars.toFixed(6),
        (((written?.tokens ?? 0) * 15) / 60 / 1_000_000).toFixed(6),
      );
      clock.advance(24 * 60 * minute);
      await strikeOutExpired(ledger, clock.now(), account);
      assert.deepEqual(readdirSync(folder), []);
    });
  });

  it('keeps neither text nor key on disk', async () => {
    await storeOne();
    assert.ok(existsSync(folder));
    for (const name of readdirSync(folder)) {
      const kept = readFileSync(join(folder, name), 'utf8');
      assert.doesNotMatch(kept, /xxxx|a-key|You review/);
    }
  });
});
