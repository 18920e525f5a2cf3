/** Adds what the core uses and Node 20 does not have yet; a later Node's own is left alone. */
export function completeRuntime(): void {
  const promise = Promise as Partial<Pick<PromiseConstructor, 'withResolvers'>>;
  promise.withResolvers ??= withResolvers;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let settle: Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('a promise calls its executor at once');
  return { promise, ...settle };
}
