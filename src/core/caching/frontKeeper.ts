import type { ModelFailure } from '../errors.ts';
import type { ContentStore, ModelRequest } from '../modelClient.ts';
import type { Clock } from '../ports.ts';
import { decideCaching, decideKeeping, type CachePrice } from './cacheDecision.ts';
import { displayNameOf, withoutStored, type CacheLedger, type CacheRecord } from './cacheRecord.ts';
import { chargeStorage, type CacheAccount } from './storedFronts.ts';

export interface CachingPorts {
  readonly ledger: CacheLedger;
  readonly clock: Clock;
  /** SHA-256 of a list of texts in hexadecimal; long ones give others their turn. */
  readonly hash: (texts: readonly string[]) => Promise<string>;
  /** Tokens of a text, about; a long one gives others their turn. */
  readonly estimate: (text: string) => Promise<number>;
  /** Undefined when not known: nothing is stored then. */
  readonly priceOf: (model: string) => CachePrice | undefined;
  readonly account: CacheAccount;
}

/** See the members of `CacheRecord`. */
export interface CacheSubject {
  readonly owner: string;
  readonly subject: string;
}

/** How one request with a stable front is to be sent. */
export interface PreparedFront {
  readonly record: CacheRecord;
  /** Under which it is stored; undefined: the front is sent. */
  readonly name?: string;
  /** The same front was sent before. */
  readonly repeated: boolean;
  /** It is to be deleted after this use. */
  readonly last?: true;
}

/** A front with less time to live than this may be gone before the request arrives. */
const marginMs = 30_000;

/** As many uses of one front are remembered. */
const mostUses = 20;

/** Decides on one use of a front: sends it, stores it, or has it used where it is stored. Rejects as the ledger does. */
export function createFrontKeeper(
  store: ContentStore,
  { owner, subject }: CacheSubject,
  ports: CachingPorts,
): (request: ModelRequest, front: string, signal: AbortSignal) => Promise<PreparedFront> {
  const { ledger, clock, account } = ports;

  /** The record of a request's front with this use of it added, and the name it is stored under. */
  async function prepare(request: ModelRequest, front: string, signal: AbortSignal): Promise<PreparedFront> {
    let known = (await ledger.get(front)) ?? (await newRecord(request, front));
    const nowMs = clock.now();
    const price = ports.priceOf(request.model);
    const uses = [...known.uses, nowMs].slice(-mostUses);
    if (price !== undefined && known.stored?.name !== undefined) {
      const kept = await reuse(known, { ...known, uses }, price, signal);
      if (kept !== undefined) return kept;
      known = withoutStored(known);
    }
    // Made by somebody at this moment, or when a program ended: what comes of it is found out by `tidyUp`.
    const unfinished = known.stored !== undefined && known.stored.name === undefined;
    const isOpen = unfinished && (known.stored?.expireMs ?? 0) > nowMs;
    const decision = price === undefined || isOpen ? undefined : decideCaching({ ...known, price, nowMs });
    if (price !== undefined && decision?.kind === 'store')
      return create(request, { ...withoutStored(known), uses }, price, decision.ttlMs, signal);
    const used = { ...known, uses };
    await ledger.put(used);
    return { record: used, repeated: known.uses.length > 0 };
  }

  /** Undefined when nothing of it is stored any more. */
  async function reuse(
    known: CacheRecord,
    used: CacheRecord,
    price: CachePrice,
    signal: AbortSignal,
  ): Promise<PreparedFront | undefined> {
    const { stored } = known;
    const nowMs = clock.now();
    if (stored?.name === undefined) return undefined;
    if (stored.expireMs - nowMs < marginMs) {
      chargeStorage(known, stored.expireMs, account);
      return undefined;
    }
    const { name } = stored;
    const ttlMs = decideKeeping({ ...known, price, nowMs });
    if (ttlMs === undefined) {
      await ledger.put(used);
      return { record: used, name, repeated: true, last: true };
    }
    const extended = await store.extend(name, ttlMs, signal);
    if (!extended.ok && !wasRefused(extended.failure)) {
      await ledger.put(used);
      return { record: used, name, repeated: true };
    }
    if (!extended.ok) {
      account.tell({ kind: 'lost', front: known.front, failure: extended.failure });
      chargeStorage(known, nowMs, account);
      return undefined;
    }
    const charged = chargeStorage({ ...used, stored }, nowMs, account);
    const record = { ...charged, stored: { ...stored, chargedMs: nowMs, expireMs: nowMs + ttlMs } };
    await ledger.put(record);
    return { record, name, repeated: true };
  }

  async function create(
    request: ModelRequest,
    plain: CacheRecord,
    price: CachePrice,
    ttlMs: number,
    signal: AbortSignal,
  ): Promise<PreparedFront> {
    const nowMs = clock.now();
    const { front } = plain;
    const begun = {
      expireMs: nowMs + ttlMs,
      chargedMs: nowMs,
      storagePerHour: price.storagePerHour,
    };
    // Written down before it is made: should all end here, the next start looks for it.
    const pending = { ...plain, stored: begun };
    await ledger.put(pending);
    const made = await store.create(request, { ttlMs, displayName: displayNameOf(plain) }, signal);
    if (!made.ok) {
      account.tell({ kind: 'not-stored', front, failure: made.failure });
      // A refusal has stored nothing; after anything else nobody knows.
      const record = wasRefused(made.failure) ? plain : pending;
      await ledger.put(record);
      return { record, repeated: true };
    }
    const { name, tokens = plain.tokens } = made.value;
    const record: CacheRecord = { ...plain, tokens, stored: { ...begun, name } };
    await ledger.put(record);
    account.tell({ kind: 'stored', front, tokens, untilMs: begun.expireMs });
    account.charge({ model: plain.model, tokens, dollars: (tokens * price.input) / 1_000_000 });
    return { record, name, repeated: true };
  }

  async function newRecord(request: ModelRequest, front: string): Promise<CacheRecord> {
    let tokens = 0;
    for (const text of [request.system, ...request.contents.slice(0, request.stableContents)])
      if (typeof text === 'string') tokens += await ports.estimate(text);
    return { front, owner, subject, model: request.model, tokens, uses: [], implicitShare: 0 };
  }

  return prepare;
}

/** The service has answered, and it was a no. Of anything else nobody knows what it left behind. */
function wasRefused({ kind }: ModelFailure): boolean {
  return !['network', 'timeout', 'silent', 'cancelled', 'overloaded', 'bad-answer', 'no-finish'].includes(
    kind,
  );
}
