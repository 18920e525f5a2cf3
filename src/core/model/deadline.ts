import type { ModelFailure } from '../errors.ts';
import type { Clock } from '../ports.ts';

/** A bound on the whole time of a request; disposing stops the clock. */
export interface Deadline extends Disposable {
  /** Fires when the caller's does, or when the time is over. */
  readonly signal: AbortSignal;
  /** The failure as it is meant: what ended by this deadline was not cancelled by the user. */
  passed(failure: ModelFailure): ModelFailure;
}

export function startDeadline(ms: number, clock: Clock, signal: AbortSignal): Deadline {
  const over = new AbortController();
  const waiting = new AbortController();
  clock.sleep(ms, waiting.signal).then(
    () => over.abort(),
    () => undefined,
  );
  return {
    signal: AbortSignal.any([signal, over.signal]),
    passed: (failure) =>
      failure.kind === 'cancelled' && over.signal.aborted && !signal.aborted
        ? { kind: 'timeout', ms }
        : failure,
    [Symbol.dispose]: () => waiting.abort(),
  };
}
