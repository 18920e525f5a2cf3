import { nextTurn } from '../core/turns.ts';
import { nextRound } from './loopTurns.ts';

/** UTF-16 units turned into bytes at a time: less than 1 ms. */
const unitsAtATime = 1 << 17;

/** A text as its bytes in UTF-8. One of megabytes is done piece by piece, and others have their turn in between. */
export async function encodeInTurns(text: string): Promise<string | Uint8Array<ArrayBuffer>> {
  if (text.length <= unitsAtATime) return text;
  // What was made of it until now is enough for one turn.
  await nextTurn();
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (let at = 0; at < text.length;) {
    const end = endOfPiece(text, at + unitsAtATime);
    const piece = encoder.encode(text.slice(at, end));
    pieces.push(piece);
    bytes += piece.length;
    at = end;
    await nextRound();
  }
  const whole = new Uint8Array(bytes);
  let to = 0;
  for (const piece of pieces) {
    whole.set(piece, to);
    to += piece.length;
  }
  return whole;
}

/** Not between the halves of a surrogate pair. */
function endOfPiece(text: string, wanted: number): number {
  const code = text.charCodeAt(wanted - 1);
  return code >= 0xd800 && code <= 0xdbff ? wanted + 1 : wanted;
}
