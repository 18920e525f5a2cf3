import type { ModelRequest } from '../modelClient.ts';

/**
 * Names what a request asks, so that its answer is found again: instructions, all texts and the task. What is put
 * behind them to ask on is left out, as is how the answer is to look.
 */
export function requestKey(request: ModelRequest, hash: (text: string) => string): string {
  return hash(JSON.stringify([request.system, request.contents.slice(0, lengthOf(request))]));
}

/** It asks on for the rest of an answer. */
export function asksOn(request: ModelRequest): boolean {
  return request.contents.length > lengthOf(request);
}

/** The stable contents and the task. */
function lengthOf({ contents, stableContents }: ModelRequest): number {
  return stableContents === undefined ? contents.length : stableContents + 1;
}
