import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { ModelClient, ModelEvent, ModelInfo, ModelRequest } from '../core/modelClient.ts';
import { refuseEndpoint } from './checkEndpoint.ts';
import { ExchangeError, exchangeEvents, type Exchange } from './geminiExchange.ts';
import { nextTurn } from '../core/turns.ts';
import { readCompletionChunk, readModelList } from './openaiChunk.ts';
import { CallAssembly, messagesOf, toolsOf } from './openaiTools.ts';

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
  return {
    functions: true,
    stream: (request, signal) => stream(options, request, signal),
    list: async (signal) => list(options, signal),
    describe: async (model, signal) => describe(options, model, signal),
  };
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
    await nextTurn();
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

/** Some gateways give the context's length with each name; OpenAI's own list has names only. */
async function list(
  options: OpenAiCompatibleOptions,
  signal: AbortSignal,
): Promise<Result<readonly ModelInfo[], ModelFailure>> {
  const refusal = refuseOptions(options);
  if (refusal !== undefined) return fail(refusal);
  try {
    for await (const event of exchangeEvents(
      `${base(options)}/models`,
      initOf(options, signal),
      exchangeOf(options, 'models'),
    ))
      return succeed(readModelList(event));
    return fail({ kind: 'bad-answer', detail: 'a list of models without content' });
  } catch (error) {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (error instanceof ExchangeError) return fail(error.failure);
    throw error;
  }
}

/** The list is asked for: not every service answers for one model. */
async function describe(
  options: OpenAiCompatibleOptions,
  model: string,
  signal: AbortSignal,
): Promise<Result<ModelInfo, ModelFailure>> {
  const listed = await list(options, signal);
  if (!listed.ok) return listed;
  const wanted = model.replace(/^models\//, '');
  return succeed(listed.value.find(({ name }) => name === wanted) ?? { name: model });
}

async function* readAnswer(events: AsyncIterable<string>): AsyncGenerator<ModelEvent, void, void> {
  let modelVersion: string | undefined;
  let finishReason: string | undefined;
  let recognised: boolean | undefined;
  let text = '';
  const assembly = new CallAssembly();
  for await (const event of events) {
    const chunk = readCompletionChunk(event);
    recognised = recognised === true || chunk.recognised;
    if (chunk.model !== undefined && chunk.model !== modelVersion) {
      modelVersion = chunk.model;
      yield { kind: 'model-version', modelVersion };
    }
    yield* chunk.events;
    for (const one of chunk.events) if (one.kind === 'text') text += one.text;
    assembly.take(chunk.callPieces);
    finishReason = chunk.finishReason ?? finishReason;
  }
  const { calls } = assembly;
  if (finishReason === 'STOP' && calls.length > 0) yield { kind: 'calls', calls, echo: assembly.echo(text) };
  if (finishReason !== undefined) yield { kind: 'finished', reason: finishReason };
  else if (recognised === false)
    yield { kind: 'failed', failure: { kind: 'bad-answer', detail: 'events of another protocol' } };
  else yield { kind: 'failed', failure: { kind: 'no-finish' } };
}

function post(
  options: OpenAiCompatibleOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncIterable<string> {
  const init = { ...initOf(options, signal), method: 'POST', body: JSON.stringify(bodyOf(request)) };
  return exchangeEvents(`${base(options)}/chat/completions`, init, exchangeOf(options, request.model));
}

function base({ endpoint }: OpenAiCompatibleOptions): string {
  return endpoint.replace(/\/+$/, '');
}

function initOf({ apiKey }: OpenAiCompatibleOptions, signal: AbortSignal): RequestInit {
  return {
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream, application/json',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
  };
}

function exchangeOf({ apiKey, fetch }: OpenAiCompatibleOptions, model: string): Exchange {
  return { model, key: apiKey ?? '', fetch: fetch ?? ((input, how) => globalThis.fetch(input, how)) };
}

/** Google's own endpoint refuses fields it does not know: nothing is sent that it does not take. */
function bodyOf(request: ModelRequest): object {
  return {
    model: request.model,
    messages: messagesOf(request),
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
    ...(request.thinking === undefined || !knowsEffort.test(request.model)
      ? {}
      : { reasoning_effort: request.thinking }),
    ...(request.maxOutputTokens === undefined ? {} : { max_tokens: request.maxOutputTokens }),
    ...toolsOf(request),
  };
}

/** Others refuse a request that has the field. */
const knowsEffort = /(^|\/)(gemini-(2\.5|[3-9])|gpt-[5-9]|o\d)/;

function refuseOptions({ endpoint, apiKey }: OpenAiCompatibleOptions): ModelFailure | undefined {
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey))
    return { kind: 'bad-key', detail: 'the key holds characters that no key has' };
  return refuseEndpoint(endpoint, apiKey ?? '');
}
