import type {
  GenerateContentConfig,
  GenerateContentParameters,
  GenerateContentResponse,
  ListModelsParameters,
  Model,
  Models,
} from '@google/genai/web';
import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { FunctionCall, ModelEvent, ModelRequest, Usage } from '../core/modelClient.ts';
import { readChunk } from './geminiChunk.ts';
import { contentsOf, toolsOf } from './geminiTools.ts';
import { ExchangeError } from './geminiExchange.ts';
import { thinkingConfigFor } from './geminiThinking.ts';
import { nextTurn } from '../core/turns.ts';
import { scrubDetail } from './scrubSecrets.ts';

/** What the SDK's two builds have in common: their pagers are different types. */
interface GeminiModels extends Pick<Models, 'generateContentStream' | 'countTokens' | 'get'> {
  list(parameters: ListModelsParameters): Promise<AsyncIterable<Model>>;
}

/** How the service is reached, and what its refusals mean. */
export interface GeminiAccess {
  /** Why nothing can be sent as things are; undefined when something can. */
  readonly refuse: () => ModelFailure | undefined;
  /** What an error of the sign-in in front of the request means; undefined when it is none. */
  readonly failureOf?: (error: unknown) => ModelFailure | undefined;
  /** Kept out of every failure. */
  readonly key: string;
}

export interface GeminiRoad extends GeminiAccess {
  /** A fresh connection; what it throws is a bug or an `ExchangeError`. */
  readonly connect: (request: Pick<ModelRequest, 'model'>) => GeminiModels;
}

/** One request through the SDK, by whichever road it was set up for, as the events of the port. */
export async function* streamGemini(
  road: GeminiRoad,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, void> {
  const refusal = signal.aborted ? ({ kind: 'cancelled' } as const) : road.refuse();
  if (refusal !== undefined) {
    yield failed(refusal);
    return;
  }
  // A fresh one per call: the SDK never takes its listener off, and leaving its loop does not close the socket.
  const connection = new AbortController();
  const stop = (): void => connection.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const settle = <T>(step: Promise<T>): Promise<Result<T, ModelFailure>> => settled(step, road, signal);
    // The SDK makes one text of all that is asked.
    await nextTurn();
    const models = road.connect(request);
    const opened = await settle(models.generateContentStream(parameters(request, connection.signal)));
    if (opened.ok) yield* readStream(() => settle(opened.value.next()));
    else yield failed(opened.failure);
  } finally {
    signal.removeEventListener('abort', stop);
    connection.abort();
  }
}

/** No answer of the service has more; what has is not kept to be sent back. */
const mostParts = 50_000;

async function* readStream(
  next: () => Promise<Result<IteratorResult<GenerateContentResponse>, ModelFailure>>,
): AsyncGenerator<ModelEvent, void, void> {
  let modelVersion: string | undefined;
  let finishReason: string | undefined;
  let recognised: boolean | undefined;
  let usage: Usage | undefined;
  let searches = 0;
  const parts: unknown[] = [];
  const calls: FunctionCall[] = [];
  for (;;) {
    const step = await next();
    if (!step.ok) {
      yield failed(step.failure);
      return;
    }
    if (step.value.done === true) break;
    const chunk = readChunk(step.value.value);
    recognised = recognised === true || chunk.recognised;
    if (chunk.modelVersion !== undefined && chunk.modelVersion !== modelVersion) {
      modelVersion = chunk.modelVersion;
      yield { kind: 'model-version', modelVersion };
    }
    yield* chunk.events;
    searches = Math.max(searches, chunk.searches);
    for (const event of chunk.events) if (event.kind === 'usage') usage = event.usage;
    if (parts.length < mostParts) {
      parts.push(...chunk.parts);
      calls.push(...chunk.calls);
    }
    if (chunk.blockReason !== undefined) {
      yield failed({ kind: 'blocked', reason: chunk.blockReason });
      return;
    }
    // Older models give STOP with every chunk, so a reason does not end the stream; the last one counts.
    finishReason = chunk.finishReason ?? finishReason;
  }
  if (usage !== undefined && searches > 0) yield { kind: 'usage', usage: { ...usage, searches } };
  if (finishReason === 'STOP' && calls.length > 0) yield { kind: 'calls', calls, echo: parts };
  if (finishReason !== undefined) yield { kind: 'finished', reason: finishReason };
  else if (recognised === false) yield failed({ kind: 'bad-answer', detail: 'events of another protocol' });
  else yield failed({ kind: 'no-finish' });
}

const failed = (failure: ModelFailure): ModelEvent => ({ kind: 'failed', failure });

/** What is asked, as the SDK takes it. */
export function parameters(
  request: ModelRequest,
  abortSignal: AbortSignal,
): GenerateContentParameters & { readonly config: GenerateContentConfig } {
  const thinkingConfig = thinkingConfigFor(request.model, request.thinking);
  const { cachedContent } = request;
  return {
    model: request.model,
    contents: contentsOf(request),
    config: {
      abortSignal,
      // It would send further requests that nobody asked for and everybody pays.
      automaticContinuation: false,
      // Instructions beside a stored front are refused: they are in it.
      ...(cachedContent !== undefined
        ? { cachedContent }
        : request.system === ''
          ? {}
          : { systemInstruction: request.system }),
      ...(request.schema === undefined
        ? {}
        : { responseMimeType: 'application/json', responseJsonSchema: request.schema }),
      ...(thinkingConfig === undefined ? {} : { thinkingConfig }),
      ...(request.maxOutputTokens === undefined ? {} : { maxOutputTokens: request.maxOutputTokens }),
      ...toolsOf(request),
    },
  };
}

/** A step of the SDK as a value. What it throws by itself is about an answer that it cannot read. */
export async function settled<T>(
  step: Promise<T>,
  road: GeminiAccess,
  signal: AbortSignal,
): Promise<Result<T, ModelFailure>> {
  try {
    return succeed(await step);
  } catch (error) {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (error instanceof ExchangeError) return fail(error.failure);
    const known = road.failureOf?.(error);
    if (known !== undefined) return fail(known);
    const message = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'bad-answer', detail: scrubDetail(message, road.key) });
  }
}
