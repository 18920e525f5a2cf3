import * as z from 'zod/mini';

/** What is known of one front: the part of a request that is the same from review to review. */
export interface CacheRecord {
  /** Hash of owner, model, instructions and texts: names the front, and the record. */
  readonly front: string;
  /** The endpoint and, as a hash, the key it is reached with: only these reach what is stored. */
  readonly owner: string;
  /** What was reviewed, as a hash: when its text moved on, what was stored for it is of no use. */
  readonly subject: string;
  readonly model: string;
  /** As the service counted them, else estimated. */
  readonly tokens: number;
  /** When it was sent, in ms since 1970, oldest first. */
  readonly uses: readonly number[];
  /** See `CacheQuestion`. */
  readonly implicitShare: number;
  readonly stored?: StoredFront;
}

/** A front at the service. */
export interface StoredFront {
  /** As the service names it; undefined from before it is asked to store until it has answered. */
  readonly name?: string;
  /** By this time of our clock, in ms since 1970, it is deleted by itself. */
  readonly expireMs: number;
  /** The storage is charged for up to this time, in ms since 1970. */
  readonly chargedMs: number;
  /** Dollars per million tokens and hour, as of when it was stored. */
  readonly storagePerHour: number;
}

/** Where records are kept; outlives the program. Rejects when the disk refuses. */
export interface CacheLedger {
  all(): Promise<readonly CacheRecord[]>;
  get(front: string): Promise<CacheRecord | undefined>;
  put(record: CacheRecord): Promise<void>;
  remove(front: string): Promise<void>;
}

const record = z.object({
  version: z.literal(1),
  front: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  owner: z.string(),
  subject: z.string(),
  model: z.string(),
  tokens: z.number(),
  uses: z.array(z.number()),
  implicitShare: z.number(),
  stored: z.exactOptional(
    z.object({
      name: z.exactOptional(z.string()),
      expireMs: z.number(),
      chargedMs: z.number(),
      storagePerHour: z.number(),
    }),
  ),
});

/** Undefined when the value is not what `formatCacheRecord` has written. */
export function parseCacheRecord(value: unknown): CacheRecord | undefined {
  const parsed = record.safeParse(value);
  if (!parsed.success) return undefined;
  const { version: _version, ...rest } = parsed.data;
  return rest;
}

export function formatCacheRecord(one: CacheRecord): string {
  return JSON.stringify({ version: 1, ...one });
}

/** By this a cache of ours is known among those of others, also when its making was cut short. */
export function displayNameOf({ front }: Pick<CacheRecord, 'front'>): string {
  return `flash-review-${front.slice(0, 32)}`;
}

export function withoutStored({ stored: _stored, ...rest }: CacheRecord): CacheRecord {
  return rest;
}
