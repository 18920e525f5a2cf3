import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelClient, ModelEvent, Usage } from '../../../../src/core/modelClient.ts';
import { createCacheFiles } from '../../../../src/node/cacheFiles.ts';
import { arrangeCaching, asked, live, minute, storeOf, type ArrangedCaching } from './arrangedCaching.ts';

const usageOf = (heard: readonly ModelEvent[]): Usage | undefined =>
  heard.findLast((event) => event.kind === 'usage')?.usage;

describe('explicit caching', () => {
  let caching: ArrangedCaching;
  beforeEach(async () => {
    caching = await arrangeCaching();
  });
  afterEach(async () => caching[Symbol.asyncDispose]());

  it('sends a front as it is the first time, and stores it at the second', async () => {
    await caching.storeOne();
    assert.deepEqual(caching.calls(), [
      'POST gemini-3.5-flash:streamGenerateContent',
      'POST cachedContents',
      'POST gemini-3.5-flash:streamGenerateContent',
    ]);
    const [first, second] = caching.bodies();
    assert.deepEqual(first?.['systemInstruction'], { parts: [{ text: 'You review.' }], role: 'user' });
    assert.equal(second?.['cachedContent'], 'cachedContents/c1');
    assert.equal(second['systemInstruction'], undefined);
    assert.deepEqual(second['contents'], [{ parts: [{ text: 'the task' }], role: 'user' }]);
    const made = caching.emulator.requests[1]?.body as Readonly<Record<string, unknown>>;
    assert.equal(made['model'], 'models/gemini-3.5-flash');
    assert.equal(made['ttl'], '900s');
    assert.deepEqual(made['systemInstruction'], first['systemInstruction']);
    assert.deepEqual(made['contents'], [{ parts: [{ text: 'x'.repeat(400_000) }], role: 'user' }]);
    assert.deepEqual(caching.kinds(), ['stored']);
  });

  it('is told by the service what came from the store, and charges what was written', async () => {
    await caching.send();
    caching.clock.advance(10 * minute);
    const usage = usageOf(await caching.send());
    const [charge] = caching.charges;
    assert.ok(charge !== undefined && usage !== undefined);
    assert.equal(usage.cachedInput, charge.tokens);
    assert.ok(usage.input > usage.cachedInput);
    assert.equal(charge.dollars, (charge.tokens * 1.5) / 1_000_000);
  });

  it('finds a front again by its content, has it stored for longer, and charges the storage', async () => {
    await caching.storeOne();
    caching.clock.advance(5 * minute);
    const usage = usageOf(await caching.send(asked(undefined, 'another task')));
    assert.deepEqual(caching.calls().slice(3), ['PATCH c1', 'POST gemini-3.5-flash:streamGenerateContent']);
    assert.deepEqual(caching.emulator.requests[3]?.body, { ttl: '900s' });
    const [written, storage] = caching.charges;
    assert.ok(written !== undefined && storage !== undefined && usage !== undefined);
    assert.equal(storage.dollars.toFixed(8), ((written.tokens * 5) / 60 / 1_000_000).toFixed(8));
    assert.equal(storage.tokens, 0);
    assert.equal(usage.cachedInput, written.tokens);
  });

  it('knows nothing of a front with another text, model or key', async () => {
    await caching.storeOne();
    const before = caching.emulator.requests.length;
    await caching.send(asked('y'.repeat(400_000)));
    await caching.send({ ...asked(), model: 'gemini-3.6-flash' });
    await caching.send(asked(), caching.session('somebody else'));
    assert.deepEqual(
      caching
        .bodies()
        .slice(2)
        .map((body) => body['cachedContent']),
      [undefined, undefined, undefined],
    );
    assert.equal(caching.emulator.requests.length, before + 3);
  });

  it('sends the text again, and no error, when the service has lost it', async () => {
    await caching.storeOne();
    const [stored] = await caching.storedContents();
    await storeOf(caching.road()).delete(stored?.name ?? '', live);
    caching.clock.advance(minute);
    const heard = await caching.send();
    assert.equal(heard.at(-1)?.kind, 'finished');
    // The PATCH found nothing; it pays to store it anew.
    assert.deepEqual(caching.kinds(), ['stored', 'lost', 'stored']);
    assert.equal(caching.bodies().at(-1)?.['cachedContent'], 'cachedContents/c2');
  });

  it('sends the text again when it is lost between the question and the request', async () => {
    await caching.storeOne();
    const client = caching.road();
    const store = storeOf(client);
    const losing: ModelClient = {
      ...client,
      stream: async function* (request, signal) {
        if (request.cachedContent !== undefined) await store.delete(request.cachedContent, signal);
        yield* client.stream(request, signal);
      },
    };
    const heard = await caching.send(
      asked(),
      caching.session('me', createCacheFiles(caching.folder), losing),
    );
    assert.deepEqual(
      heard.filter(({ kind }) => kind === 'failed' || kind === 'finished').map(({ kind }) => kind),
      ['finished'],
    );
    assert.equal(caching.bodies().at(-1)?.['cachedContent'], undefined);
    assert.deepEqual(caching.kinds(), ['stored', 'lost']);
    assert.equal((await createCacheFiles(caching.folder).all())[0]?.stored, undefined);
  });

  it('sends the text when the service refuses to store it', async () => {
    await caching.send({ ...asked(), model: 'gemini-3.5-flash' });
    caching.clock.advance(minute);
    const client = caching.road();
    const refusing = {
      ...storeOf(client),
      create: async () =>
        Promise.resolve({ ok: false, failure: { kind: 'quota-minute', detail: 'storage' } } as const),
    };
    const heard = await caching.send(
      asked(),
      caching.session('me', createCacheFiles(caching.folder), { ...client, contents: refusing }),
    );
    assert.equal(heard.at(-1)?.kind, 'finished');
    assert.deepEqual(caching.kinds(), ['not-stored']);
    assert.equal((await createCacheFiles(caching.folder).all())[0]?.stored, undefined);
  });

  it('sends the text when the disk refuses to remember', async () => {
    const broken = { ...createCacheFiles(caching.folder), put: () => Promise.reject(new Error('disk full')) };
    const heard = await caching.send(asked(), caching.session('me', broken));
    assert.equal(heard.at(-1)?.kind, 'finished');
    assert.deepEqual(caching.kinds(), ['not-kept']);
  });

  it('stores once for requests of the same front side by side', async () => {
    await caching.send();
    caching.clock.advance(minute);
    const client = caching.session();
    await Promise.all(['a', 'b', 'c'].map(async (task) => caching.send(asked(undefined, task), client)));
    assert.equal(caching.calls().filter((call) => call === 'POST cachedContents').length, 1);
    assert.deepEqual(
      caching
        .bodies()
        .slice(1)
        .map((body) => body['cachedContent']),
      ['cachedContents/c1', 'cachedContents/c1', 'cachedContents/c1'],
    );
  });

  it('does not store what the service reads cheaply anyway', async () => {
    await caching.send();
    caching.clock.advance(29 * minute);
    // Too far apart to pay; that nearly all came cheaply all the same is learnt.
    caching.emulator.script({ kind: 'text', text: '{"findings":[]}', cachedTokens: 110_000 });
    await caching.send();
    const [record] = await createCacheFiles(caching.folder).all();
    assert.ok((record?.implicitShare ?? 0) > 0.9);
    caching.clock.advance(minute);
    await caching.send();
    assert.equal(caching.calls().includes('POST cachedContents'), false);
  });

  it('keeps neither text nor key on disk', async () => {
    await caching.storeOne();
    assert.ok(existsSync(caching.folder));
    for (const name of readdirSync(caching.folder)) {
      const kept = readFileSync(join(caching.folder, name), 'utf8');
      assert.doesNotMatch(kept, /xxxx|a-key|You review/);
    }
  });
});
