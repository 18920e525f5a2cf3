import * as z from 'zod/mini';

/** One review that the service works on while the editor may be closed. */
export interface BatchJob {
  /** Of the review; also the `reviewId` of its findings. */
  readonly id: string;
  /** By this it is found at the service, should its name never have reached us. */
  readonly displayName: string;
  /** As the service names it; undefined until it has answered. */
  readonly name?: string;
  /** The file its requests were uploaded in, if they were. */
  readonly file?: string;
  /** The endpoint and, as a hash, the key it was submitted with: only these reach it. */
  readonly owner: string;
  readonly model: string;
  /** In ms since 1970. */
  readonly submittedMs: number;
  readonly requests: number;
  readonly files: number;
  readonly state: BatchState;
}

/**
 * - `submitting`: the service has not answered yet.
 * - `lost`: it never got there, or the service knows it no more.
 * - `unreachable`: it goes on at the service, but cannot be asked for; `reason` is a kind of failure.
 */
export type BatchState =
  | { readonly kind: 'submitting' | 'waiting' | 'running' | 'cancelled' | 'expired' | 'lost' }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Nothing more comes of it. */
export function isOver({ state }: BatchJob): boolean {
  return ['cancelled', 'expired', 'lost', 'failed'].includes(state.kind);
}

const job = z.object({
  version: z.literal(1),
  id: z.string().check(z.regex(/^[\w.-]+$/)),
  displayName: z.string(),
  name: z.exactOptional(z.string()),
  file: z.exactOptional(z.string()),
  owner: z.string(),
  model: z.string(),
  submittedMs: z.number(),
  requests: z.number(),
  files: z.number(),
  state: z.union([
    z.object({ kind: z.enum(['submitting', 'waiting', 'running', 'cancelled', 'expired', 'lost']) }),
    z.object({ kind: z.literal('failed'), detail: z.string() }),
    z.object({ kind: z.literal('unreachable'), reason: z.string() }),
  ]),
});

/** Undefined when the value is not what `formatBatchJob` has written. */
export function parseBatchJob(value: unknown): BatchJob | undefined {
  const parsed = job.safeParse(value);
  if (!parsed.success) return undefined;
  const { version: _version, ...rest } = parsed.data;
  return rest;
}

export function formatBatchJob(one: BatchJob): string {
  return JSON.stringify({ version: 1, ...one });
}
