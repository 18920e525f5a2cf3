import { fail, succeed } from '../errors.ts';
import type { ModelClient, ModelRequest } from '../modelClient.ts';
import { requestKey } from './requestKey.ts';

/** A review that is run with this client sends nothing: what it would have sent is here. */
export interface CollectingClient extends ModelClient {
  /** In the order they were asked. */
  readonly requests: readonly ModelRequest[];
  /** Tokens as the service counted them, by the key of the request: planning may have rested on them. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Collects the requests of a review for a batch. Each ends as cancelled, which nobody tries again: the review is
 * finished when the answers are there, by `answeringClient`. No functions: nobody could answer the model’s calls.
 */
export function createCollectingClient(
  client: ModelClient,
  hash: (text: string) => string,
): CollectingClient {
  const requests: ModelRequest[] = [];
  const counts: Record<string, number> = {};
  return {
    requests,
    counts,
    async *stream(request) {
      requests.push(request);
      yield { kind: 'failed', failure: { kind: 'cancelled' } };
    },
    describe: async (model, signal) => (await client.describe?.(model, signal)) ?? succeed({ name: model }),
    ...(client.countTokens === undefined
      ? {}
      : {
          countTokens: async (request: ModelRequest, signal: AbortSignal) => {
            const counted = (await client.countTokens?.(request, signal)) ?? fail({ kind: 'empty' });
            if (counted.ok) counts[requestKey(request, hash)] = counted.value;
            return counted;
          },
        }),
  };
}
