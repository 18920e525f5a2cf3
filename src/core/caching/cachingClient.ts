import type { ModelFailure } from '../errors.ts';
import type {
  ContentStore,
  ModelClient,
  ModelContent,
  ModelEvent,
  ModelRequest,
  Usage,
} from '../modelClient.ts';
import type { CacheRecord } from './cacheRecord.ts';
import { createFrontKeeper, type CacheSubject, type CachingPorts } from './frontKeeper.ts';
import { dropStored, type DeleteReason } from './storedFronts.ts';

export interface CachingClient extends ModelClient {
  /**
   * After a review of everything: fronts of this subject that are stored and were not sent again are of an earlier
   * text, and are deleted.
   */
  finish(signal: AbortSignal): Promise<void>;
}

/**
 * The same client, with the fronts of requests stored at the service where that is cheaper than sending them again.
 * Storing is a matter of money only: whatever goes wrong with it, the request is sent as it is.
 */
export function cacheFronts(
  client: ModelClient,
  store: ContentStore,
  subject: CacheSubject,
  ports: CachingPorts,
): CachingClient {
  const { ledger, clock, account } = ports;
  const prepare = createFrontKeeper(store, subject, ports);
  const seen = new Set<string>();
  /** One request after the other decides on the same front; the next finds what the last has made of it. */
  const deciding = new Map<string, Promise<unknown>>();

  async function inTurn<T>(front: string, run: () => Promise<T>): Promise<T> {
    const before = deciding.get(front) ?? Promise.resolve();
    const now = before.then(run, run);
    deciding.set(front, now);
    return now;
  }

  /** Undefined when the ledger fails, which is told and costs money at most. */
  async function tried<T>(front: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await inTurn(front, run);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      account.tell({ kind: 'not-kept', front, detail });
      return undefined;
    }
  }

  async function drop(record: CacheRecord, reason: DeleteReason, signal: AbortSignal): Promise<void> {
    account.tell({ kind: reason, front: record.front });
    await dropStored(record, store, ledger, clock.now(), account, signal);
  }

  async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, void> {
    const { stableContents = 0, functions = [], serviceTools = [] } = request;
    // A stored front brings its own tools, and the service refuses others beside it.
    if (stableContents === 0 || functions.length > 0 || serviceTools.length > 0) {
      yield* client.stream(request, signal);
      return;
    }
    const contents = request.contents.slice(0, stableContents).flatMap(textsOf);
    const front = await ports.hash([subject.owner, request.model, request.system, ...contents]);
    seen.add(front);
    const prepared = await tried(front, async () => prepare(request, front, signal));
    if (prepared?.name === undefined) {
      yield* sendPlain(request, front, prepared?.repeated === true, signal);
      return;
    }
    const { name, record, last } = prepared;
    const refused = yield* untilRefused(client.stream({ ...request, cachedContent: name }, signal));
    if (refused !== undefined) {
      account.tell({ kind: 'lost', front, failure: refused });
      await tried(front, async () => dropStored(record, store, ledger, clock.now(), account, signal));
      yield* client.stream(request, signal);
    } else if (last === true) {
      await tried(front, async () => drop(record, 'no-longer-pays', signal));
    }
  }

  async function* sendPlain(
    request: ModelRequest,
    front: string,
    repeated: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, void, void> {
    let usage: Usage | undefined;
    for await (const event of client.stream(request, signal)) {
      if (event.kind === 'usage') usage = event.usage;
      yield event;
    }
    if (!repeated || usage === undefined || usage.input === 0) return;
    // What the service reads cheaply of a repeated front by itself is no saving of a stored one.
    const implicitShare = Math.min(1, usage.cachedInput / usage.input);
    await tried(front, async () => {
      const record = await ledger.get(front);
      if (record !== undefined) await ledger.put({ ...record, implicitShare });
    });
  }

  return {
    ...client,
    stream,
    finish: async (signal) => {
      for (const record of await ledger.all()) {
        const { front, stored } = record;
        const isOurs = record.owner === subject.owner && record.subject === subject.subject;
        if (!isOurs || stored === undefined || seen.has(front)) continue;
        await tried(front, async () => drop(record, 'text-moved-on', signal));
      }
    },
  };
}

/** What tells a content from others. */
function textsOf(content: ModelContent): readonly string[] {
  return typeof content === 'string' ? ['text', content] : [content.mimeType, content.base64];
}

/** Hands everything on but a refusal that may be about the stored front, before anything else came. */
async function* untilRefused(
  events: AsyncIterable<ModelEvent>,
): AsyncGenerator<ModelEvent, ModelFailure | undefined, void> {
  let begun = false;
  for await (const event of events) {
    if (event.kind === 'failed' && !begun && mayMeanTheFront(event.failure)) return event.failure;
    begun ||= event.kind !== 'model-version';
    yield event;
  }
  return undefined;
}

/** What a service says of a content it has lost, or does not take: told from other refusals by sending without. */
function mayMeanTheFront({ kind }: ModelFailure): boolean {
  return kind === 'model-not-found' || kind === 'no-permission' || kind === 'bad-request';
}
