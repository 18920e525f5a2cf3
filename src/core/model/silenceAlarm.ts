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
  /** How long the wait under way may take. */
  #limitMs = 0;

  constructor(clock: Clock, goOff: () => void) {
    this.#clock = clock;
    this.#goOff = goOff;
  }

  /** A wait begins, which may take so long. */
  begin(limitMs: number): void {
    const deadlineMs = this.#clock.now() + limitMs;
    this.#deadlineMs = deadlineMs;
    this.#limitMs = limitMs;
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

  /**
   * The wait it was begun for may be over, and another under way. What that one has left counts from when the sleep was
   * due: the clock may have been set meanwhile, by hours, and a sleep takes no notice of it.
   */
  #wake(): void {
    if (this.#deadlineMs === undefined) return;
    const leftMs = Math.min(this.#deadlineMs - this.#dueMs, this.#limitMs);
    if (leftMs <= 0) {
      this.#goOff();
      return;
    }
    this.#deadlineMs = this.#clock.now() + leftMs;
    this.#sleepUntil(this.#deadlineMs);
  }
}

/** Nobody looks at it; without a reason of its own each abort makes an error with a stack. */
const over = 'over';

const ignore = (): void => undefined;
