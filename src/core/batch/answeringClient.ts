import { fail, succeed } from '../errors.ts';
import type { BatchAnswer, ModelClient, ModelEvent, ModelRequest } from '../modelClient.ts';
import { asksOn, requestKey } from './requestKey.ts';

/** What was asked in a batch, and what came of it. */
export interface AnsweredBatch {
  /** See `requestKey`; in the order the requests were submitted. */
  readonly keys: readonly string[];
  /** In the same order. */
  readonly answers: readonly BatchAnswer[];
  /** See `CollectingClient`. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Answers the requests of a review with what came of them in a batch. A later version of this program may word them
 * otherwise: then they are told by their order, as long as it is one request for one. Nothing is asked of a service.
 */
export function createAnsweringClient(
  { keys, answers, counts }: AnsweredBatch,
  hash: (text: string) => string,
): ModelClient {
  const byOrder = new Map<string, number>();
  let wordsHold = false;

  function placeOf(key: string): number | undefined {
    const place = keys.indexOf(key);
    if (place !== -1) wordsHold = true;
    if (place !== -1 || wordsHold) return place === -1 ? undefined : place;
    const next = byOrder.get(key) ?? byOrder.size;
    byOrder.set(key, next);
    return next;
  }

  return {
    async *stream(request: ModelRequest): AsyncGenerator<ModelEvent, void, void> {
      const place = placeOf(requestKey(request, hash));
      if (place === undefined) yield failed('this was not asked in the batch');
      else if (asksOn(request)) yield failed('a batch is not asked on');
      else yield* answers[place] ?? [failed('the batch has no answer to this')];
    },
    countTokens: async (request) => {
      const counted = counts[requestKey(request, hash)];
      return Promise.resolve(
        counted === undefined ? fail({ kind: 'bad-answer', detail: '' }) : succeed(counted),
      );
    },
  };
}

function failed(detail: string): ModelEvent {
  return { kind: 'failed', failure: { kind: 'bad-answer', detail } };
}
