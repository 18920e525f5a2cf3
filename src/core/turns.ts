/** Work that somebody waits for goes on for so long, in ms, before others have their turn. */
const longestTurn = 8;

/** Work in the background, which must not be felt on a keystroke. */
export const backgroundTurn = 2;

interface Queue {
  readonly waiting: (() => void)[];
  isMoving: boolean;
  restMs: number;
}

/** One for all bundles, each of which has a copy of this module. */
const queueKey = Symbol.for('flash-review.turns');

/**
 * What follows has a turn of its own: whoever waits for anything else, timers and the network included, comes before
 * it, and of all who wait here only one goes on in each round of the event loop.
 */
export async function nextTurn(): Promise<void> {
  const queue = sharedQueue();
  await new Promise<void>((resolve) => {
    queue.waiting.push(resolve);
    move(queue);
  });
}

/**
 * Between two turns nobody here works for so long, in ms. A thread that is never idle gets a processor late where
 * there are few, and keys are pressed in it; where nobody is typing there is no need for it.
 */
export function restBetweenTurns(ms: number): void {
  sharedQueue().restMs = ms;
}

function sharedQueue(): Queue {
  const shared = globalThis as { [queueKey]?: Queue };
  return (shared[queueKey] ??= { waiting: [], isMoving: false, restMs: 0 });
}

function move(queue: Queue): void {
  if (queue.isMoving || queue.waiting.length === 0) return;
  queue.isMoving = true;
  const goOn = (): void => {
    queue.isMoving = false;
    move(queue);
  };
  setTimeout(() => {
    queue.waiting.shift()?.();
    // Whose turn it is works when this is over: a rest that began now would be over before the work.
    if (queue.restMs > 0) setTimeout(goOn);
    else goOn();
  }, queue.restMs);
}

/** To be awaited between pieces of work, so that many of them hold up neither the editor nor a cancellation. */
export function takeTurns(longest = longestTurn): () => Promise<void> {
  let begin = performance.now();
  return async () => {
    if (performance.now() - begin < longest) return;
    await nextTurn();
    begin = performance.now();
  };
}
