import type * as vscode from 'vscode';
import { cacheFronts, type CachingClient } from '../../core/caching/cachingClient.ts';
import type { CacheLedger } from '../../core/caching/cacheRecord.ts';
import {
  dropAllOf,
  strikeOutExpired,
  tidyUp,
  type CacheAccount,
  type DeleteReason,
} from '../../core/caching/storedFronts.ts';
import { takeTurns } from '../../core/turns.ts';
import { estimateInTurns } from '../../core/plan/estimateInTurns.ts';
import { priceOf } from '../../core/plan/prices.ts';
import type { ContentStore, ModelClient } from '../../core/modelClient.ts';
import { keyEndpoint } from '../../core/model/roads.ts';
import type { Scope } from '../../core/scope.ts';
import { createCacheFiles } from '../../node/cacheFiles.ts';
import { sha256, sha256InTurns } from '../../node/sha256.ts';
import { systemClock } from '../../node/systemClock.ts';
import { cacheEventLine } from './cacheEvents.ts';
import { readSettings } from '../configuration.ts';
import type { Credentials } from './credentials.ts';
import { keyOwner } from './keyOwner.ts';
import type { ModelAccess } from './modelAccess.ts';
import type { Settings } from '../settings.ts';
import { workspaceFolders } from '../review/sources.ts';
import type { Spending } from '../spending.ts';

export interface CachingContext {
  readonly credentials: Credentials;
  readonly models: ModelAccess;
  readonly spending: Spending;
  readonly log: vscode.LogOutputChannel;
  /** Where the records are; all windows share it. */
  readonly folder: string;
}

/** Longest wait for the service to delete something, in ms: nothing of the user's waits for it longer. */
const patienceMs = 15_000;

/**
 * The client for a review of everything, with explicit caching; undefined where that is off or the service has none.
 * `charge` is told what it costs, in dollars, beside what usage says.
 */
export async function openCaching(
  context: CachingContext,
  client: ModelClient,
  settings: Settings,
  scope: Scope,
  charge: (dollars: number) => void,
): Promise<CachingClient | undefined> {
  const { contents } = client;
  if (settings.explicitCaching === 'off' || contents === undefined) return undefined;
  const ledger = createCacheFiles(context.folder);
  const account = accountOf(context, charge);
  const owner = await keyOwner(settings, context.credentials);
  await quietly(context, async () => {
    await strikeOutExpired(ledger, systemClock.now(), account);
  });
  const roots = 'roots' in scope && scope.roots.length > 0 ? scope.roots : workspaceFolders();
  const subject = sha256(JSON.stringify([...roots].toSorted()));
  const caching = cacheFronts(
    client,
    contents,
    { owner, subject },
    {
      ledger,
      clock: systemClock,
      hash: sha256InTurns,
      estimate: async (text) => estimateInTurns(text, takeTurns()),
      priceOf: (model) => {
        const price = priceOf(model, settings.prices, settings.provider);
        const { storagePerHour } = price ?? {};
        return price === undefined || storagePerHour === undefined ? undefined : { ...price, storagePerHour };
      },
      account,
    },
  );
  return {
    ...caching,
    finish: async (signal) =>
      quietly(context, async () =>
        caching.finish(AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])),
      ),
  };
}

/** After a start, and when the setting changes: what is left over is deleted or left to run out; the log says which. */
export async function tidyCaches(context: CachingContext): Promise<void> {
  await quietly(context, async () => {
    const ledger = createCacheFiles(context.folder);
    const account = accountOf(context);
    await strikeOutExpired(ledger, systemClock.now(), account);
    const settings = readSettings();
    if (settings.explicitCaching === 'off') await release(context, settings, ledger, account, 'switched-off');
    else
      await withStore(context, settings, ledger, async (store, owner, signal) =>
        tidyUp(owner, store, ledger, systemClock.now(), account, signal),
      );
  });
}

/** Before the key of an endpoint goes: without it, nothing could delete what is stored with it. */
export async function releaseCaches(context: CachingContext, endpoint: string): Promise<void> {
  await quietly(context, async () => {
    const own = readSettings();
    const settings: Settings =
      keyEndpoint(own) === endpoint ? own : { ...own, provider: 'gemini', 'gemini.endpoint': endpoint };
    const account = accountOf(context);
    await release(context, settings, createCacheFiles(context.folder), account, 'key-removed');
  });
}

async function release(
  context: CachingContext,
  settings: Settings,
  ledger: CacheLedger,
  account: CacheAccount,
  reason: DeleteReason,
): Promise<void> {
  await withStore(context, settings, ledger, async (store, owner, signal) =>
    dropAllOf(owner, reason, store, ledger, systemClock.now(), account, signal),
  );
}

/** Connects only when there is something stored. */
async function withStore(
  { models, credentials }: CachingContext,
  settings: Settings,
  ledger: CacheLedger,
  run: (store: ContentStore, owner: string, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (!(await ledger.all()).some(({ stored }) => stored !== undefined)) return;
  const client = await models.connect(settings);
  if (!client.ok || client.value.contents === undefined) return;
  const owner = await keyOwner(settings, credentials);
  await run(client.value.contents, owner, AbortSignal.timeout(patienceMs));
}

function accountOf({ spending, log }: CachingContext, charge?: (dollars: number) => void): CacheAccount {
  return {
    charge: ({ model, tokens, dollars }) => {
      charge?.(dollars);
      const usage = { input: tokens, cachedInput: 0, output: 0, thoughts: 0 };
      void spending.add('cache', model, tokens > 0 ? 1 : 0, usage, dollars);
    },
    tell: (event) => log.info(cacheEventLine(event)),
  };
}

async function quietly({ log }: CachingContext, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error(`explicit caching: ${error instanceof Error ? error.message : String(error)}`);
  }
}
