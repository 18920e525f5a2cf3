import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dropAllOf, strikeOutExpired, tidyUp } from '../../../../src/core/caching/storedFronts.ts';
import { createCacheFiles } from '../../../../src/node/cacheFiles.ts';
import { arrangeCaching, asked, live, minute, storeOf, type ArrangedCaching } from './arrangedCaching.ts';

describe('fronts that are stored', () => {
  let caching: ArrangedCaching;
  beforeEach(async () => {
    caching = await arrangeCaching();
  });
  afterEach(async () => caching[Symbol.asyncDispose]());

  it('deletes what is stored for a text that has moved on, once everything was reviewed again', async () => {
    await caching.storeOne();
    caching.clock.advance(minute);
    const client = caching.session();
    await caching.send(asked('z'.repeat(400_000)), client);
    await client.finish(live);
    assert.deepEqual(caching.kinds(), ['stored', 'text-moved-on']);
    assert.deepEqual(await caching.storedContents(), []);
    assert.equal(caching.charges.length, 2);
  });

  it('keeps what the same review has used', async () => {
    await caching.send();
    caching.clock.advance(minute);
    const client = caching.session();
    await caching.send(asked(), client);
    await client.finish(live);
    assert.equal((await caching.storedContents()).length, 1);
  });

  it('deletes all of a key before the key goes, and nothing of another', async () => {
    await caching.storeOne();
    await caching.send(asked(), caching.session('other'));
    caching.clock.advance(minute);
    await caching.send(asked(), caching.session('other'));
    assert.equal((await caching.storedContents()).length, 2);
    await dropAllOf(
      'me',
      'key-removed',
      storeOf(caching.road()),
      createCacheFiles(caching.folder),
      caching.clock.now(),
      caching.account,
      live,
    );
    assert.deepEqual(
      (await caching.storedContents()).map(({ name }) => name),
      ['cachedContents/c2'],
    );
    assert.equal(caching.kinds().at(-1), 'key-removed');
  });

  it('leaves to run out, and says so, what cannot be deleted', async () => {
    await caching.storeOne();
    const store = {
      ...storeOf(caching.road()),
      delete: async () => Promise.resolve({ ok: false, failure: { kind: 'network', detail: '' } } as const),
    };
    await dropAllOf(
      'me',
      'key-removed',
      store,
      createCacheFiles(caching.folder),
      caching.clock.now(),
      caching.account,
      live,
    );
    const left = caching.events.at(-1);
    assert.ok(left?.kind === 'left');
    assert.ok(left.untilMs > caching.clock.now());
    const [record] = await createCacheFiles(caching.folder).all();
    assert.equal(record?.stored?.name, 'cachedContents/c1');
  });

  describe('after a crash', () => {
    it('still knows what is stored, and uses it', async () => {
      await caching.storeOne();
      await tidyUp(
        'me',
        storeOf(caching.road()),
        createCacheFiles(caching.folder),
        caching.clock.now(),
        caching.account,
        live,
      );
      assert.deepEqual(caching.kinds(), ['stored', 'still-of-use']);
      caching.clock.advance(minute);
      await caching.send();
      assert.equal(caching.bodies().at(-1)?.['cachedContent'], 'cachedContents/c1');
    });

    it('finds and deletes what was being made at that moment', async () => {
      await caching.send();
      caching.clock.advance(minute);
      const client = caching.road();
      const store = storeOf(client);
      // Ends behind the service's back: it has made the content, and nobody hears of it.
      const crashing = {
        ...store,
        create: async (...args: Parameters<typeof store.create>) => {
          await store.create(...args);
          throw new Error('the end');
        },
      };
      await caching.send(
        asked(),
        caching.session('me', createCacheFiles(caching.folder), { ...client, contents: crashing }),
      );
      assert.equal((await caching.storedContents()).length, 1);
      caching.events.length = 0;
      await tidyUp('me', store, createCacheFiles(caching.folder), caching.clock.now(), caching.account, live);
      assert.deepEqual(caching.kinds(), ['making-was-cut-short']);
      assert.deepEqual(await caching.storedContents(), []);
      assert.equal((await createCacheFiles(caching.folder).all())[0]?.stored, undefined);
    });

    it('charges what has run out meanwhile up to its end, once, and forgets the front after a day', async () => {
      await caching.storeOne();
      const [written] = caching.charges;
      caching.clock.advance(120 * minute);
      const ledger = createCacheFiles(caching.folder);
      await strikeOutExpired(ledger, caching.clock.now(), caching.account);
      await strikeOutExpired(ledger, caching.clock.now(), caching.account);
      assert.equal(caching.charges.length, 2);
      assert.equal(
        caching.charges[1]?.dollars.toFixed(6),
        (((written?.tokens ?? 0) * 15) / 60 / 1_000_000).toFixed(6),
      );
      caching.clock.advance(24 * 60 * minute);
      await strikeOutExpired(ledger, caching.clock.now(), caching.account);
      assert.deepEqual(readdirSync(caching.folder), []);
    });
  });
});
