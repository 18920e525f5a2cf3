import type { ReadEvent, ReadTask } from '../core/ports.ts';
import type { ReadBatch } from './readBatch.ts';

/** What a thread that reads is given at its start. */
export interface ReadOrder {
  readonly task: ReadTask;
  readonly gitPath: string;
  readonly maxFileBytes: number;
  /** Shared: how many batches may be sent beyond those taken over. The thread takes, the other side gives back. */
  readonly leave: Int32Array<SharedArrayBuffer>;
}

/** From the thread, in order; the last is `failed` or `done`. For every batch it needs leave. */
export type ReadMessage =
  ReadBatch | Extract<ReadEvent, { readonly kind: 'failed' }> | { readonly kind: 'done' };
