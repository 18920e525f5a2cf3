import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheLedger } from '../../../../src/core/caching/cacheRecord.ts';
import { cacheFronts } from '../../../../src/core/caching/cachingClient.ts';
import type { CacheAccount, CacheEvent } from '../../../../src/core/caching/storedFronts.ts';
import type {
  ContentStore,
  ModelClient,
  ModelEvent,
  ModelRequest,
} from '../../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../../src/models/gemini.ts';
import { createCacheFiles } from '../../../../src/node/cacheFiles.ts';
import { sha256InTurns } from '../../../../src/node/sha256.ts';
import { startEmulator } from '../../../emulator/emulator.ts';
import { createFakeClock } from '../model/fakeClock.ts';

export const minute = 60_000;
export const live = new AbortController().signal;

export const asked = (text = 'x'.repeat(400_000), task = 'the task'): ModelRequest => ({
  model: 'gemini-3.5-flash',
  system: 'You review.',
  contents: [text, task],
  stableContents: 1,
});

interface Charge {
  readonly tokens: number;
  readonly dollars: number;
}

export function storeOf(client: ModelClient): ContentStore {
  assert.ok(client.contents !== undefined);
  return client.contents;
}

async function listen(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const heard: ModelEvent[] = [];
  for await (const event of stream) heard.push(event);
  return heard;
}

/** A service that stores fronts, a folder for the ledger, a clock of its own, and what a review does with them. */
export async function arrangeCaching() {
  const emulator = await startEmulator();
  const folder = mkdtempSync(join(tmpdir(), 'flash-review-caches-'));
  const clock = createFakeClock();
  const events: CacheEvent[] = [];
  const charges: Charge[] = [];
  const account: CacheAccount = {
    charge: ({ tokens, dollars }) => void charges.push({ tokens, dollars }),
    tell: (event) => void events.push(event),
  };
  const road = (): ModelClient => createGeminiClient({ apiKey: 'a-key', endpoint: emulator.url });
  /** A client as each review makes it: nothing is carried over but the ledger on disk. */
  const session = (owner = 'me', ledger: CacheLedger = createCacheFiles(folder), client = road()) =>
    cacheFronts(
      client,
      storeOf(client),
      { owner, subject: 'repository' },
      {
        ledger,
        clock,
        hash: sha256InTurns,
        estimate: async (text) => Promise.resolve(Math.ceil(text.length / 4)),
        priceOf: () => ({ input: 1.5, cachedInput: 0.15, storagePerHour: 1 }),
        account,
      },
    );
  const send = async (request = asked(), client: Pick<ModelClient, 'stream'> = session()) =>
    listen(client.stream(request, live));
  return {
    emulator,
    folder,
    clock,
    events,
    charges,
    account,
    road,
    session,
    send,
    calls: () => emulator.requests.map(({ method, path }) => `${method} ${path.replace(/^.*\//, '')}`),
    bodies: () =>
      emulator.requests
        .filter(({ path }) => path.endsWith(':streamGenerateContent'))
        .map(({ body }) => body as Readonly<Record<string, unknown>>),
    kinds: () => events.map(({ kind }) => kind),
    storedContents: async () => {
      const listed = await storeOf(road()).list(live);
      assert.ok(listed.ok);
      return listed.value;
    },
    /** The front is sent, and again after some minutes, which has it stored. */
    storeOne: async (minutes = 10) => {
      await send();
      clock.advance(minutes * minute);
      await send();
    },
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type ArrangedCaching = Awaited<ReturnType<typeof arrangeCaching>>;
