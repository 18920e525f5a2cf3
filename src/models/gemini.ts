import {
  GoogleGenAI,
  type GenerateContentParameters,
  type Part,
  type GenerateContentResponse,
} from '@google/genai/web';
import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { ModelClient, ModelContent, ModelEvent, ModelRequest } from '../core/ports.ts';
import { refuseEndpoint } from './checkEndpoint.ts';
import { readChunk } from './geminiChunk.ts';
import { ExchangeError, exchangeFetch } from './geminiExchange.ts';
import { thinkingConfigFor } from './geminiThinking.ts';
import { scrubDetail } from './scrubSecrets.ts';

export interface GeminiOptions {
  readonly apiKey: string;
  /** As `https://generativelanguage.googleapis.com`, without a version; may carry a gateway's path. */
  readonly endpoint: string;
  /** `v1beta` when not given: previews and most gateways know no other. */
  readonly apiVersion?: string;
  /** `globalThis.fetch` as it is at each call when not given, because an editor may patch it for its proxy. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The Gemini API of Google AI Studio. Reads no environment variable and sends to no other host. */
export function createGeminiClient(options: GeminiOptions): ModelClient {
  return { stream: (request, signal) => stream(options, request, signal) };
}

async function* stream(
  options: GeminiOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, void> {
  const refusal = signal.aborted ? ({ kind: 'cancelled' } as const) : refuseOptions(options);
  if (refusal !== undefined) {
    yield failed(refusal);
    return;
  }
  // A fresh one per call: the SDK never takes its listener off, and leaving its loop does not close the socket.
  const connection = new AbortController();
  const stop = (): void => connection.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const settle = <T>(step: Promise<T>): Promise<Result<T, ModelFailure>> => settled(step, options, signal);
    const models = connect(options, request.model).models;
    const opened = await settle(models.generateContentStream(parameters(request, connection.signal)));
    if (opened.ok) yield* readStream(() => settle(opened.value.next()));
    else yield failed(opened.failure);
  } finally {
    signal.removeEventListener('abort', stop);
    connection.abort();
  }
}

async function* readStream(
  next: () => Promise<Result<IteratorResult<GenerateContentResponse>, ModelFailure>>,
): AsyncGenerator<ModelEvent, void, void> {
  let modelVersion: string | undefined;
  let finishReason: string | undefined;
  let recognised: boolean | undefined;
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
    if (chunk.blockReason !== undefined) {
      yield failed({ kind: 'blocked', reason: chunk.blockReason });
      return;
    }
    // Older models give STOP with every chunk, so a reason does not end the stream; the last one counts.
    finishReason = chunk.finishReason ?? finishReason;
  }
  if (finishReason !== undefined) yield { kind: 'finished', reason: finishReason };
  else if (recognised === false) yield failed({ kind: 'bad-answer', detail: 'events of another protocol' });
  else yield failed({ kind: 'no-finish' });
}

const failed = (failure: ModelFailure): ModelEvent => ({ kind: 'failed', failure });

function connect(options: GeminiOptions, model: string): GoogleGenAI {
  const fetchNow = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return new GoogleGenAI({
    apiKey: options.apiKey,
    vertexai: false,
    apiVersion: options.apiVersion ?? 'v1beta',
    httpOptions: {
      baseUrl: options.endpoint,
      fetch: exchangeFetch({ model, key: options.apiKey, fetch: fetchNow }),
    },
  });
}

function partOf(content: ModelContent): Part {
  if (typeof content === 'string') return { text: content };
  return { inlineData: { mimeType: content.mimeType, data: content.base64 } };
}

function parameters(request: ModelRequest, abortSignal: AbortSignal): GenerateContentParameters {
  const thinkingConfig = thinkingConfigFor(request.model, request.thinking);
  return {
    model: request.model,
    contents: [{ role: 'user', parts: request.contents.map(partOf) }],
    config: {
      abortSignal,
      // It would send further requests that nobody asked for and everybody pays.
      automaticContinuation: false,
      ...(request.system === '' ? {} : { systemInstruction: request.system }),
      ...(request.schema === undefined
        ? {}
        : { responseMimeType: 'application/json', responseJsonSchema: request.schema }),
      ...(thinkingConfig === undefined ? {} : { thinkingConfig }),
      ...(request.maxOutputTokens === undefined ? {} : { maxOutputTokens: request.maxOutputTokens }),
    },
  };
}

function refuseOptions(options: GeminiOptions): ModelFailure | undefined {
  if (options.apiKey === '') return { kind: 'no-key' };
  // The platform's own error for such a header quotes it.
  if (!/^[\x21-\x7e]+$/.test(options.apiKey))
    return { kind: 'bad-key', detail: 'the key holds characters that no key has' };
  return refuseEndpoint(options.endpoint, options.apiKey);
}

/** A step of the SDK as a value. What it throws by itself is about an answer that it cannot read. */
async function settled<T>(
  step: Promise<T>,
  options: GeminiOptions,
  signal: AbortSignal,
): Promise<Result<T, ModelFailure>> {
  try {
    return succeed(await step);
  } catch (error) {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (error instanceof ExchangeError) return fail(error.failure);
    const message = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'bad-answer', detail: scrubDetail(message, options.apiKey) });
  }
}
