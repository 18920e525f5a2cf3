/** Work goes on for so long, in ms, before others have their turn. */
const longestTurn = 8;

/** To be awaited between pieces of work, so that many of them hold up neither the editor nor a cancellation. */
export function takeTurns(): () => Promise<void> {
  let begin = performance.now();
  return async () => {
    if (performance.now() - begin < longestTurn) return;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    begin = performance.now();
  };
}
