import type { Clock } from '../core/ports.ts';

/**
 * The real clock: milliseconds since the epoch, waits that end at once on abort. Every event of an answer begins and
 * ends a wait, so it makes no error of its own as `node:timers/promises` does.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    }),
};
