import type { GoogleErrorBody } from './googleErrors.ts';
import type { RecordedRequest } from './recordedRequest.ts';

type HandMove =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thought'; readonly text: string }
  | { readonly kind: 'finish'; readonly reason: string | null }
  | { readonly kind: 'error'; readonly body: GoogleErrorBody }
  | { readonly kind: 'reset' };

/**
 * A stream that the test drives: the editor can be looked at between two pushes.
 * Pushes made before the request arrives are kept for it. For one request only.
 */
export interface HandStream {
  readonly kind: 'by-hand';
  /** Settles when a request takes this answer. */
  readonly opened: Promise<RecordedRequest>;
  /** Settles when the connection is over, whoever ended it. */
  readonly closed: Promise<void>;
  push(text: string): void;
  think(text: string): void;
  /** `STOP` when no reason is given; null ends the stream without one. */
  finish(reason?: string | null): void;
  fail(body: GoogleErrorBody): void;
  reset(): void;
  /** For the emulator: the moves as they come; ends with the signal. */
  moves(request: RecordedRequest, signal: AbortSignal): AsyncIterable<HandMove>;
}

export function handStream(): HandStream {
  const queue: HandMove[] = [];
  const opened = deferred<RecordedRequest>();
  const closed = deferred<void>();
  let wake: (() => void) | undefined;
  const add = (move: HandMove): void => {
    queue.push(move);
    wake?.();
  };

  async function* moves(request: RecordedRequest, signal: AbortSignal): AsyncGenerator<HandMove> {
    opened.resolve(request);
    signal.addEventListener('abort', () => wake?.(), { once: true });
    try {
      while (!signal.aborted) {
        const move = queue.shift();
        if (move !== undefined) {
          yield move;
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      closed.resolve();
    }
  }

  return {
    kind: 'by-hand',
    opened: opened.promise,
    closed: closed.promise,
    push: (text) => add({ kind: 'text', text }),
    think: (text) => add({ kind: 'thought', text }),
    finish: (reason = 'STOP') => add({ kind: 'finish', reason }),
    fail: (body) => add({ kind: 'error', body }),
    reset: () => add({ kind: 'reset' }),
    moves,
  };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function deferred<T>(): Deferred<T> {
  let settle: ((value: T) => void) | undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle?.(value) };
}
