import type { ModelFailure, Result } from './errors.ts';
import type { ModelEvent, ModelRequest } from './ports.ts';

/** The front of a request, stored at the service. */
export interface StoredContent {
  /** As the service names it. */
  readonly name: string;
  /** As we named it; empty when it has none. */
  readonly displayName: string;
  /** Tokens; undefined where the service does not say. */
  readonly tokens?: number;
}

/** Fronts of requests at the service, paid for by the hour. Nothing here throws. */
export interface ContentStore {
  /** Stores the instructions and the stable contents of a request for so long. */
  create(
    request: ModelRequest,
    options: { readonly ttlMs: number; readonly displayName: string },
    signal: AbortSignal,
  ): Promise<Result<StoredContent, ModelFailure>>;
  /** Stores it for so long from now. */
  extend(name: string, ttlMs: number, signal: AbortSignal): Promise<Result<StoredContent, ModelFailure>>;
  /** One that is not there is deleted. */
  delete(name: string, signal: AbortSignal): Promise<Result<void, ModelFailure>>;
  list(signal: AbortSignal): Promise<Result<readonly StoredContent[], ModelFailure>>;
}

/** What a request of a batch has brought, as `stream` would have given it; the last event ends it. */
export type BatchAnswer = readonly ModelEvent[];

/** How far a batch is. `answers` are in the order of the requests. */
export type BatchStatus =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly answers: readonly BatchAnswer[] }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'cancelled' }
  /** The service gave up on it; it waits a day or two at most. */
  | { readonly kind: 'expired' };

/** A batch at the service. */
export interface SubmittedBatch {
  /** As the service names it. */
  readonly name: string;
  /** The file its requests were uploaded in, if they were. */
  readonly file?: string;
}

/** Requests that the service answers when it has time, at a lower price. Nothing here throws. */
export interface BatchService {
  /** All requests are for the same model. */
  submit(
    requests: readonly ModelRequest[],
    displayName: string,
    signal: AbortSignal,
  ): Promise<Result<SubmittedBatch, ModelFailure>>;
  look(name: string, signal: AbortSignal): Promise<Result<BatchStatus, ModelFailure>>;
  cancel(name: string, signal: AbortSignal): Promise<Result<void, ModelFailure>>;
  /** With its answers, and what was uploaded for it. One that is not there is deleted. */
  delete(batch: SubmittedBatch, signal: AbortSignal): Promise<Result<void, ModelFailure>>;
  /** The name of the batch that was given this display name; undefined when there is none. */
  find(displayName: string, signal: AbortSignal): Promise<Result<string | undefined, ModelFailure>>;
}
