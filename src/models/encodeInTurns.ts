import { nextTurn } from '../core/turns.ts';
import { nextRound } from './loopTurns.ts';

/** UTF-16 units turned into bytes at a time: less than 1 ms. */
const unitsAtATime = 1 << 17;

/**
 * A text as the body of a request, in UTF-8. One of megabytes is done piece by piece, and others have their turn in
 * between; bytes would be copied twice more by `fetch`, each time all of them at once, a blob is not.
 */
export async function encodeInTurns(text: string): Promise<string | Blob> {
  if (text.length <= unitsAtATime) return text;
  // What was made of it until now is enough for one turn.
  await nextTurn();
  const pieces: Blob[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfPiece(text, at + unitsAtATime);
    pieces.push(new Blob([text.slice(at, end)]));
    at = end;
    await nextRound();
  }
  return new Blob(pieces);
}

/** Not between the halves of a surrogate pair. */
function endOfPiece(text: string, wanted: number): number {
  const code = text.charCodeAt(wanted - 1);
  return code >= 0xd800 && code <= 0xdbff ? wanted + 1 : wanted;
}
