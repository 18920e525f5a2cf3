import { backgroundTurn, takeTurns } from '../core/turns.ts';

const itemsAtATime = 50;

/** A list as JSON, in parts to be written one after another: ten thousand items hold nobody up. */
export async function jsonParts(items: readonly unknown[]): Promise<readonly string[]> {
  const turn = takeTurns(backgroundTurn);
  const parts = ['['];
  for (let at = 0; at < items.length; at += itemsAtATime) {
    const slice = items.slice(at, at + itemsAtATime).map((item) => JSON.stringify(item));
    parts.push(`${at === 0 ? '' : ','}${slice.join(',')}`);
    await turn();
  }
  return [...parts, ']'];
}
