/** Runs tasks a few at a time, in the order they are given. */
export function createQueue(concurrency: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The place goes to the next in line without being free in between.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
