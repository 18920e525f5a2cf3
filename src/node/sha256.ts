import { createHash } from 'node:crypto';
import { takeTurns } from '../core/turns.ts';

/** In hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** UTF-16 units at a time: less than 1 ms. */
const unitsAtATime = 1 << 17;

/** Of a list of texts, megabytes of them, in hexadecimal; others have their turn meanwhile. Other lists give others. */
export async function sha256InTurns(texts: readonly string[]): Promise<string> {
  const turn = takeTurns();
  const hash = createHash('sha256');
  for (const text of texts) {
    hash.update(`${text.length}:`);
    for (let at = 0; at < text.length; at += unitsAtATime) {
      // In UTF-8 all halves of surrogate pairs at a cut would be the same.
      hash.update(text.slice(at, at + unitsAtATime), 'utf16le');
      await turn();
    }
  }
  return hash.digest('hex');
}
