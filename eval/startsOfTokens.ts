/**
 * For each UTF-16 unit of a text the tokens that begin there. `pieces` are the text's tokens in order; a character
 * outside the vocabulary comes as its UTF-8 bytes, `<0xNN>` each.
 */
export function startsOfTokens(text: string, pieces: readonly string[]): Uint8Array {
  const starts = new Uint8Array(text.length);
  let at = 0;
  let bytesLeft = 0;
  for (const piece of pieces) {
    starts[at] = (starts[at] ?? 0) + 1;
    const byte = /^<0x([0-9A-F]{2})>$/.exec(piece)?.[1];
    if (byte === undefined) {
      at += piece.length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (bytesLeft === 0) bytesLeft = Buffer.byteLength(character);
    bytesLeft--;
    if (bytesLeft === 0) at += character.length;
  }
  if (at !== text.length) throw new Error(`the tokens end at ${at} of ${text.length}`);
  return starts;
}
