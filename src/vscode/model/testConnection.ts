import { fail, succeed, type ModelFailure, type Result } from '../../core/errors.ts';
import type { ModelClient } from '../../core/modelClient.ts';

export interface Answered {
  /** The model that answered, as the service names it; undefined when it did not say. */
  readonly modelVersion: string | undefined;
  /** To the end of the answer. */
  readonly elapsedMs: number;
}

/** Enough for a word and the least thinking a model can be told to do. */
const maxOutputTokens = 1024;

/** One tiny request, to see whether the road is open. An answer of any kind is a good one. */
export async function testConnection(
  client: ModelClient,
  model: string,
  signal: AbortSignal,
): Promise<Result<Answered, ModelFailure>> {
  const started = Date.now();
  let modelVersion: string | undefined;
  const request = {
    model,
    system: 'This is a test of the connection.',
    contents: ['Answer with the one word: ready'],
    thinking: 'minimal' as const,
    maxOutputTokens,
  };
  for await (const event of client.stream(request, signal)) {
    if (event.kind === 'model-version') ({ modelVersion } = event);
    if (event.kind === 'failed') return fail(event.failure);
  }
  return succeed({ modelVersion, elapsedMs: Date.now() - started });
}
