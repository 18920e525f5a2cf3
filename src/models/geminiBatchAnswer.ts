import type { GenerateContentResponse, InlinedResponse } from '@google/genai/web';
import type { ModelFailure } from '../core/errors.ts';
import type { BatchAnswer, ModelEvent } from '../core/modelClient.ts';
import { placeOf } from './geminiBatchRequest.ts';
import { readChunk } from './geminiChunk.ts';

interface GivenAnswer {
  readonly response?: GenerateContentResponse | undefined;
  readonly error?: { readonly message?: string | undefined } | undefined;
}

/**
 * One answer of a batch. A refusal of a single request comes as a `google.rpc.Status`, whose words are all there is:
 * the service has tried again by itself for as long as it does.
 */
function readAnswer({ response, error }: GivenAnswer): BatchAnswer {
  if (response === undefined)
    return [failed({ kind: 'bad-answer', detail: error?.message ?? 'no answer to this request' })];
  const { events, modelVersion, finishReason, blockReason } = readChunk(response);
  const version: ModelEvent[] = modelVersion === undefined ? [] : [{ kind: 'model-version', modelVersion }];
  const end: ModelEvent =
    blockReason !== undefined
      ? failed({ kind: 'blocked', reason: blockReason })
      : finishReason !== undefined
        ? { kind: 'finished', reason: finishReason }
        : failed({ kind: 'bad-answer', detail: 'an answer without an end' });
  return [...version, ...events, end];
}

interface KeyedAnswer extends GivenAnswer {
  readonly key?: string | undefined;
}

/** Those that came with their requests. */
export function readAnswers(given: readonly InlinedResponse[]): readonly BatchAnswer[] {
  return inOrder(given.map(({ response, error, metadata }) => ({ response, error, key: metadata?.['key'] })));
}

/** Those in a file, one a line. */
export function readAnswerLines(text: string): readonly BatchAnswer[] {
  return inOrder(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(readLine),
  );
}

/** By the keys that the requests were given; as they came where a key is missing. */
function inOrder(given: readonly KeyedAnswer[]): readonly BatchAnswer[] {
  const answers: (BatchAnswer | undefined)[] = [];
  for (const [index, one] of given.entries()) answers[placeOf(one.key) ?? index] = readAnswer(one);
  // A request that is left out has no answer.
  return Array.from(answers, (answer) => answer ?? readAnswer({}));
}

function readLine(line: string): KeyedAnswer {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below.
  }
  return { error: { message: 'a line that is not JSON' } };
}

function failed(failure: ModelFailure): ModelEvent {
  return { kind: 'failed', failure };
}
