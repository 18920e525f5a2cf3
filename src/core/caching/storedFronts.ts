import { succeed, type ModelFailure, type Result } from '../errors.ts';
import type { ContentStore } from '../modelClient.ts';
import { storageCost } from './cacheDecision.ts';
import { displayNameOf, withoutStored, type CacheLedger, type CacheRecord } from './cacheRecord.ts';

/** What storing has come to, and what it cost. */
export interface CacheAccount {
  /** `tokens` are those that were written; none for storage alone. */
  charge(charge: { readonly model: string; readonly tokens: number; readonly dollars: number }): void;
  tell(event: CacheEvent): void;
}

/** `front` names the record. */
export type CacheEvent =
  | {
      readonly kind: 'stored';
      readonly front: string;
      readonly tokens: number;
      /** In ms since 1970. */
      readonly untilMs: number;
    }
  /** The service did not store it; the text is sent. */
  | { readonly kind: 'not-stored'; readonly front: string; readonly failure: ModelFailure }
  /** The service has it no more; the text is sent. */
  | { readonly kind: 'lost'; readonly front: string; readonly failure: ModelFailure }
  /** The disk refuses to remember it, so it is not stored; the text is sent. */
  | { readonly kind: 'not-kept'; readonly front: string; readonly detail: string }
  /** About to be deleted, with why. */
  | { readonly kind: DeleteReason; readonly front: string }
  /** It could not be deleted: the service does so by itself at `untilMs`. */
  | {
      readonly kind: 'left';
      readonly front: string;
      readonly untilMs: number;
      readonly failure: ModelFailure;
    }
  /** After a start: another key stored it, and only that one could delete it before `untilMs`. */
  | { readonly kind: 'of-another-key'; readonly front: string; readonly untilMs: number }
  /** After a start: it may still be used until `untilMs`, for its time was chosen so that it pays. */
  | { readonly kind: 'still-of-use'; readonly front: string; readonly untilMs: number };

export type DeleteReason =
  'no-longer-pays' | 'text-moved-on' | 'key-removed' | 'switched-off' | 'making-was-cut-short';

/** The storage up to now is charged, once. */
export function chargeStorage(record: CacheRecord, nowMs: number, account: CacheAccount): CacheRecord {
  const { stored, tokens, model } = record;
  if (stored?.name === undefined) return record;
  const untilMs = Math.max(stored.chargedMs, Math.min(nowMs, stored.expireMs));
  const dollars = storageCost(tokens, untilMs - stored.chargedMs, stored.storagePerHour);
  if (dollars > 0) account.charge({ model, tokens: 0, dollars });
  return { ...record, stored: { ...stored, chargedMs: untilMs } };
}

/** Deletes what is stored. What cannot be deleted stays in the ledger until it has run out. */
export async function dropStored(
  record: CacheRecord,
  store: ContentStore,
  ledger: CacheLedger,
  nowMs: number,
  account: CacheAccount,
  signal: AbortSignal,
): Promise<void> {
  const left = async (failure: ModelFailure): Promise<void> => {
    const untilMs = record.stored?.expireMs ?? nowMs;
    account.tell({ kind: 'left', front: record.front, untilMs, failure });
    await ledger.put(chargeStorage(record, nowMs, account));
  };
  const named = await nameUnfinished(record, store, signal);
  if (!named.ok) return left(named.failure);
  const name = named.value.stored?.name;
  const deleted = name === undefined ? undefined : await store.delete(name, signal);
  if (deleted?.ok === false) return left(deleted.failure);
  await ledger.put(withoutStored(chargeStorage(named.value, nowMs, account)));
}

/** Deletes all that is stored for an owner: its key is about to go, and nothing reaches them without. */
export async function dropAllOf(
  owner: string,
  reason: DeleteReason,
  store: ContentStore,
  ledger: CacheLedger,
  nowMs: number,
  account: CacheAccount,
  signal: AbortSignal,
): Promise<void> {
  for (const found of await ledger.all()) {
    if (found.owner !== owner || found.stored === undefined || found.stored.expireMs <= nowMs) continue;
    account.tell({ kind: reason, front: found.front });
    await dropStored(found, store, ledger, nowMs, account, signal);
  }
}

/** A record of fronts that were last sent longer ago than this says nothing any more. */
const forgottenAfterMs = 24 * 3_600_000;

/**
 * After a start, for what has not run out: what was being made when all ended is looked for and deleted, since nobody
 * is about to use it; the rest stays, to be used again or to run out.
 */
export async function tidyUp(
  owner: string,
  store: ContentStore,
  ledger: CacheLedger,
  nowMs: number,
  account: CacheAccount,
  signal: AbortSignal,
): Promise<void> {
  for (const record of await ledger.all()) {
    const { stored, front } = record;
    if (stored === undefined || stored.expireMs <= nowMs) continue;
    if (record.owner !== owner) {
      account.tell({ kind: 'of-another-key', front, untilMs: stored.expireMs });
      continue;
    }
    if (stored.name !== undefined) {
      account.tell({ kind: 'still-of-use', front, untilMs: stored.expireMs });
      continue;
    }
    account.tell({ kind: 'making-was-cut-short', front });
    await dropStored(record, store, ledger, nowMs, account, signal);
  }
}

/** What needs no service: what has run out is charged and struck out, and old records are removed. */
export async function strikeOutExpired(
  ledger: CacheLedger,
  nowMs: number,
  account: CacheAccount,
): Promise<void> {
  for (const record of await ledger.all()) {
    const lastMs = record.uses.at(-1) ?? 0;
    const gone = record.stored === undefined || record.stored.expireMs <= nowMs;
    if (!gone) continue;
    const rest = withoutStored(chargeStorage(record, nowMs, account));
    if (nowMs - lastMs > forgottenAfterMs) await ledger.remove(record.front);
    else if (record.stored !== undefined) await ledger.put(rest);
  }
}

/**
 * With the name that the service gave it before we could write it down; without anything stored when the service
 * has no such thing.
 */
async function nameUnfinished(
  record: CacheRecord,
  store: ContentStore,
  signal: AbortSignal,
): Promise<Result<CacheRecord, ModelFailure>> {
  const { stored } = record;
  if (stored === undefined || stored.name !== undefined) return succeed(record);
  const listed = await store.list(signal);
  if (!listed.ok) return listed;
  const wanted = displayNameOf(record);
  const made = listed.value.find(({ displayName }) => displayName === wanted);
  return succeed(
    made === undefined ? withoutStored(record) : { ...record, stored: { ...stored, name: made.name } },
  );
}
