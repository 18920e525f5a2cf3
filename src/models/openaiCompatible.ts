import type { ModelFailure } from '../core/errors.ts';
import type { ModelClient, ModelContent, ModelEvent, ModelRequest } from '../core/ports.ts';
import { refuseEndpoint } from './checkEndpoint.ts';
import { ExchangeError, exchangeEvents } from './geminiExchange.ts';
import { readCompletionChunk } from './openaiChunk.ts';

export interface OpenAiCompatibleOptions {
  /** Up to where `/chat/completions` is appended, as `https://generativelanguage.googleapis.com/v1beta/openai`. */
  readonly endpoint: string;
  /** Sent as a bearer; undefined for a local server that asks for none. */
  readonly apiKey?: string;
  /** `globalThis.fetch` as it is at each call when not given, because an editor may patch it for its proxy. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Any service that speaks OpenAI's chat completions with server-sent events. Sends to no other host. */
export function createOpenAiCompatibleClient(options: OpenAiCompatibleOptions): ModelClient {
  return { stream: (request, signal) => stream(options, request, signal) };
}

async function* stream(
  options: OpenAiCompatibleOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, void> {
  const refusal = signal.aborted ? ({ kind: 'cancelled' } as const) : refuseOptions(options);
  if (refusal !== undefined) {
    yield { kind: 'failed', failure: refusal };
    return;
  }
  // Leaving the iteration early must close the connection.
  const connection = new AbortController();
  const stop = (): void => connection.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    yield* readAnswer(post(options, request, connection.signal));
  } catch (error) {
    if (!signal.aborted && !(error instanceof ExchangeError)) throw error;
    const failure: ModelFailure =
      !signal.aborted && error instanceof ExchangeError ? error.failure : { kind: 'cancelled' };
    yield { kind: 'failed', failure };
  } finally {
    signal.removeEventListener('abort', stop);
    connection.abort();
  }
}

async function* readAnswer(events: AsyncIterable<string>): AsyncGenerator<ModelEvent, void, void> {
  let modelVersion: string | undefined;
  let finishReason: string | undefined;
  let recognised: boolean | undefined;
  for await (const event of events) {
    const chunk = readCompletionChunk(event);
    recognised = recognised === true || chunk.recognised;
    if (chunk.model !== undefined && chunk.model !== modelVersion) {
      modelVersion = chunk.model;
      yield { kind: 'model-version', modelVersion };
    }
    yield* chunk.events;
    finishReason = chunk.finishReason ?? finishReason;
  }
  if (finishReason !== undefined) yield { kind: 'finished', reason: finishReason };
  else if (recognised === false)
    yield { kind: 'failed', failure: { kind: 'bad-answer', detail: 'events of another protocol' } };
  else yield { kind: 'failed', failure: { kind: 'no-finish' } };
}

function post(
  { endpoint, apiKey, fetch }: OpenAiCompatibleOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncIterable<string> {
  const init = {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(bodyOf(request)),
  };
  return exchangeEvents(`${endpoint.replace(/\/+$/, '')}/chat/completions`, init, {
    model: request.model,
    key: apiKey ?? '',
    fetch: fetch ?? ((input, how) => globalThis.fetch(input, how)),
  });
}

/** Google's own endpoint refuses fields it does not know: nothing is sent that it does not take. */
function bodyOf(request: ModelRequest): object {
  return {
    model: request.model,
    messages: [
      ...(request.system === '' ? [] : [{ role: 'system', content: request.system }]),
      { role: 'user', content: request.contents.map(partOf) },
    ],
    stream: true,
    stream_options: { include_usage: true },
    ...(request.schema === undefined
      ? {}
      : {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'answer', schema: request.schema, strict: true },
          },
        }),
    ...(request.thinking === undefined ? {} : { reasoning_effort: request.thinking }),
    ...(request.maxOutputTokens === undefined ? {} : { max_tokens: request.maxOutputTokens }),
  };
}

function partOf(content: ModelContent): object {
  if (typeof content === 'string') return { type: 'text', text: content };
  return { type: 'image_url', image_url: { url: `data:${content.mimeType};base64,${content.base64}` } };
}

function refuseOptions({ endpoint, apiKey }: OpenAiCompatibleOptions): ModelFailure | undefined {
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey))
    return { kind: 'bad-key', detail: 'the key holds characters that no key has' };
  return refuseEndpoint(endpoint, apiKey ?? '');
}
