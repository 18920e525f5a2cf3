import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamedText } from './answer.ts';
import { chunkWriter } from './chunkWriter.ts';
import type { Performance, Step } from './step.ts';

/** The chunks of a text, without `open`. */
export async function* playText(answer: StreamedText, show: Performance): AsyncGenerator<Step> {
  const write = chunkWriter(show, answer);
  const wait = async (): Promise<void> => {
    if (answer.delayMs !== undefined) await sleep(answer.delayMs, undefined, { signal: show.signal });
  };
  for (const text of answer.thoughts ?? []) {
    await wait();
    yield write([{ text, thought: true }]);
  }
  const pieces = cutText(answer.text, answer.chunkSizes ?? [40]);
  const finishReason = answer.finishReason === undefined ? 'STOP' : answer.finishReason;
  const signature = answer.thoughtSignature;
  const finishApart = answer.finishApart ?? pieces.length === 0;
  for (const [index, text] of pieces.entries()) {
    await wait();
    const last = index === pieces.length - 1 && signature === undefined && !finishApart;
    yield write([{ text }], last ? finishReason : null);
  }
  if (signature !== undefined) yield write([{ text: '', thoughtSignature: signature }], finishReason);
  else if (finishApart && finishReason !== null) yield write(undefined, finishReason);
}

/** Never inside a code point: no chunk of the service ends in half an emoji. */
function cutText(text: string, sizes: readonly number[]): string[] {
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let start = 0; start < characters.length;) {
    const size = Math.max(1, sizes[pieces.length % sizes.length] ?? 1);
    pieces.push(characters.slice(start, start + size).join(''));
    start += size;
  }
  return pieces;
}
