/** Work that somebody waits for goes on for so long, in ms, before others have their turn. */
const longestTurn = 8;

/** Work in the background, which must not be felt on a keystroke. */
export const backgroundTurn = 2;

/** To be awaited between pieces of work, so that many of them hold up neither the editor nor a cancellation. */
export function takeTurns(longest = longestTurn): () => Promise<void> {
  let begin = performance.now();
  return async () => {
    if (performance.now() - begin < longest) return;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    begin = performance.now();
  };
}
