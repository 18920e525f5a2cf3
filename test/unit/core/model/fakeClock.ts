import type { Clock } from '../../../../src/core/ports.ts';

export interface FakeClock extends Clock {
  /** The waits under way, in milliseconds as they were asked for. */
  readonly pending: readonly number[];
  advance(ms: number): void;
  /** Settles when a wait of exactly `ms` is under way. */
  whenAsleep(ms: number): Promise<void>;
}

interface Sleeper {
  readonly ms: number;
  readonly due: number;
  readonly wake: () => void;
}

/** Time that moves only when it is told to. */
export function createFakeClock(): FakeClock {
  let now = 1_000_000;
  const sleepers = new Set<Sleeper>();
  const watchers = new Set<{ readonly ms: number; readonly notify: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        const sleeper: Sleeper = {
          ms,
          due: now + ms,
          wake: () => {
            signal.removeEventListener('abort', stop);
            resolve();
          },
        };
        if (signal.aborted) {
          reject(signal.reason as Error);
          return;
        }
        sleepers.add(sleeper);
        signal.addEventListener('abort', stop, { once: true });
        for (const watcher of watchers) {
          if (watcher.ms !== ms) continue;
          watchers.delete(watcher);
          watcher.notify();
        }
      }),
    get pending() {
      return [...sleepers].map((sleeper) => sleeper.ms);
    },
    advance: (ms) => {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.due > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    whenAsleep: (ms) =>
      new Promise((notify) => {
        if ([...sleepers].some((sleeper) => sleeper.ms === ms)) notify();
        else watchers.add({ ms, notify });
      }),
  };
}
