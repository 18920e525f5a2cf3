/** One piece of work; it is to end soon after its signal is aborted, in its own way. */
export type EventTask<T> = (signal: AbortSignal) => AsyncIterable<T>;

/**
 * The events of several tasks as they arrive, each task's in its own order, with at most `limit` tasks at once. Tasks
 * begin in the order given; none begins after an abort, those that run are followed to their end. A task waits with
 * its next event until the last one is taken.
 *
 * What a task throws does not stop the others: it is thrown when all have ended. Leaving early aborts the running
 * tasks and waits for them.
 */
export async function* runBounded<T>(
  tasks: readonly EventTask<T>[],
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  const left = new AbortController();
  const both = AbortSignal.any([signal, left.signal]);
  const waiting = tasks.values();
  const running = new Set<AsyncIterator<T>>();
  const arrived: Arrival<T>[] = [];
  const errors: unknown[] = [];
  let arriving = Promise.withResolvers<void>();

  const arrive = (arrival: Arrival<T>): void => {
    arrived.push(arrival);
    arriving.resolve();
  };
  const advance = (from: AsyncIterator<T>): void => {
    from.next().then(
      (result) => arrive({ from, result }),
      (error: unknown) => arrive({ from, error }),
    );
  };
  const begin = (): void => {
    while (running.size < Math.max(1, limit) && !signal.aborted) {
      const next = waiting.next();
      if (next.done === true) return;
      const iterator = next.value(both)[Symbol.asyncIterator]();
      running.add(iterator);
      advance(iterator);
    }
  };

  try {
    for (begin(); running.size > 0; begin()) {
      const arrival = arrived.shift();
      if (arrival === undefined) {
        await arriving.promise;
        arriving = Promise.withResolvers();
      } else if ('error' in arrival) {
        running.delete(arrival.from);
        errors.push(arrival.error);
      } else if (arrival.result.done === true) {
        running.delete(arrival.from);
      } else {
        yield arrival.result.value;
        advance(arrival.from);
      }
    }
  } finally {
    left.abort();
    await Promise.allSettled([...running].map(async (iterator) => iterator.return?.()));
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} tasks failed`);
}

type Arrival<T> =
  | { readonly from: AsyncIterator<T>; readonly result: IteratorResult<T> }
  | { readonly from: AsyncIterator<T>; readonly error: unknown };
