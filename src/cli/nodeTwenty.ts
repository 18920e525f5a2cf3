/**
 * Adds what the core uses and Node 20 does not have yet; a later Node's own is left alone. Threads do not have it.
 * Everything else that is newer than Node 20 is refused by `tsc -p src/cli`, which learns of these here.
 */
export function completeRuntime(): void {
  const promise = Promise as Partial<Pick<PromiseConstructor, 'withResolvers'>>;
  promise.withResolvers ??= withResolvers;
  const map = Map as Partial<Pick<MapConstructor, 'groupBy'>>;
  map.groupBy ??= groupBy;
}

declare global {
  interface PromiseWithResolvers<T> {
    promise: Promise<T>;
    resolve: (value: T | PromiseLike<T>) => void;
    // oxlint-disable-next-line typescript/no-explicit-any -- as in the library of a later Node, which has to be the same
    reject: (reason?: any) => void;
  }
  interface PromiseConstructor {
    withResolvers<T>(): PromiseWithResolvers<T>;
  }
  interface MapConstructor {
    groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]>;
  }
}

function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let settle: Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('a promise calls its executor at once');
  return { promise, ...settle };
}
