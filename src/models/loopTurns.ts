/** Events of an answer are handed on for so long, in ms, before others have their turn. */
const longestTurn = 8;

/** As `nextTurn`, without the millisecond that a timer takes, where turn follows turn. */
export async function nextRound(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/**
 * To be awaited between pieces of work that come without a wait between them: promises alone let nobody else run. The
 * time counts from the first piece since the event loop last went round, whoever was at work in it.
 */
export function loopTurns(): () => Promise<void> | undefined {
  let begin: number | undefined;
  return () => {
    if (begin === undefined) {
      begin = performance.now();
      setImmediate(() => {
        begin = undefined;
      });
      return undefined;
    }
    return performance.now() - begin < longestTurn ? undefined : nextRound();
  };
}
