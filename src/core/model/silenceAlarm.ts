import type { Clock } from '../ports.ts';

/**
 * Goes off when one wait takes too long. An answer has thousands of events, each of which begins and ends a wait: the
 * clock is asked for a sleep only when there is none that ends in time.
 */
export class SilenceAlarm {
  readonly #clock: Clock;
  readonly #goOff: () => void;
  #sleep: AbortController | undefined;
  /** When the sleep ends, by the clock. */
  #dueMs = 0;
  /** When the wait under way has taken too long; undefined while there is none. */
  #deadlineMs: number | undefined;

  constructor(clock: Clock, goOff: () => void) {
    this.#clock = clock;
    this.#goOff = goOff;
  }

  /** A wait begins, which may take so long. */
  begin(limitMs: number): void {
    const deadlineMs = this.#clock.now() + limitMs;
    this.#deadlineMs = deadlineMs;
    if (this.#sleep === undefined || this.#dueMs > deadlineMs) this.#sleepUntil(deadlineMs);
  }

  end(): void {
    this.#deadlineMs = undefined;
  }

  dispose(): void {
    this.end();
    this.#sleep?.abort(over);
    this.#sleep = undefined;
  }

  #sleepUntil(dueMs: number): void {
    this.#sleep?.abort(over);
    const sleep = new AbortController();
    this.#sleep = sleep;
    this.#dueMs = dueMs;
    const woken = (): void => {
      // It may have been over already when another took its place.
      if (this.#sleep !== sleep) return;
      this.#sleep = undefined;
      this.#wake();
    };
    this.#clock.sleep(Math.max(0, dueMs - this.#clock.now()), sleep.signal).then(woken, ignore);
  }

  /** The wait it was begun for may be over, and another under way. If not, its time is up, also for a clock set back. */
  #wake(): void {
    if (this.#deadlineMs === undefined) return;
    if (this.#deadlineMs > Math.max(this.#dueMs, this.#clock.now())) this.#sleepUntil(this.#deadlineMs);
    else this.#goOff();
  }
}

/** Nobody looks at it; without a reason of its own each abort makes an error with a stack. */
const over = 'over';

const ignore = (): void => undefined;
