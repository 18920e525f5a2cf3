import type { Calls } from './answer.ts';
import { chunkWriter } from './chunkWriter.ts';
import type { CallPart } from './generateResponse.ts';
import type { Performance, Step } from './step.ts';
import { thoughtSignature } from './thoughtSignature.ts';

/** The chunks of a turn that ends in calls, as Gemini 3 sends it: all calls together, the first one signed. */
export function* playCalls(
  { calls, text, finishReason = 'STOP' }: Calls,
  show: Performance,
): Generator<Step> {
  const write = chunkWriter(show, {});
  if (text !== undefined) yield write([{ text }]);
  const parts = calls.map(({ name, args }, index): CallPart => {
    const functionCall = { id: `call-${index + 1}`, name, args };
    return index === 0 ? { functionCall, thoughtSignature } : { functionCall };
  });
  yield write(parts);
  yield write([{ text: '' }], finishReason);
}
