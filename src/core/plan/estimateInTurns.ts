import { estimateTokens } from './estimateTokens.ts';

/** UTF-16 units between which others may have their turn: about 1 ms. */
const unitsAtATime = 1 << 16;

/**
 * As `estimateTokens`, of a text of megabytes: a token more or less at each cut is nothing there. `turn` is awaited
 * between the pieces.
 */
export async function estimateInTurns(text: string, turn: () => Promise<void>): Promise<number> {
  let tokens = 0;
  for (let at = 0; at < text.length; at += unitsAtATime) {
    tokens += estimateTokens(text.slice(at, at + unitsAtATime));
    await turn();
  }
  return tokens;
}
