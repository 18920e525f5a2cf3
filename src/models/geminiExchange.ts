import type { ModelFailure } from '../core/errors.ts';
import { encodeInTurns } from './encodeInTurns.ts';
import { loopTurns } from './loopTurns.ts';
import { readErrorBody, readErrorValue } from './geminiErrorBody.ts';
import { failureOfRefusal } from './geminiErrors.ts';
import { failureOfNetworkError } from './networkErrors.ts';
import { scrubDetail } from './scrubSecrets.ts';
import { SseNormaliser } from './sseNormaliser.ts';

/** An expected failure on its way through the SDK, which hands errors of its `fetch` on as they are. */
export class ExchangeError extends Error {
  readonly failure: ModelFailure;

  constructor(failure: ModelFailure) {
    super(failure.kind);
    this.name = 'ExchangeError';
    this.failure = failure;
  }
}

export interface Exchange {
  /** The model that is asked. */
  readonly model: string;
  /** Kept out of every failure. */
  readonly key: string;
  readonly fetch: typeof globalThis.fetch;
}

const maxErrorBody = 64 * 1024;
/** Far above the longest answer (65,536 tokens): beyond it the endpoint does not speak our protocol. */
const maxEventChars = 16 * 1024 * 1024;

/**
 * Sends one request and gives the events of its answer, each as JSON on one line, in whatever frame they come.
 * Whatever goes wrong is thrown as an `ExchangeError`, before the first event or between two.
 */
export async function* exchangeEvents(
  input: Parameters<typeof globalThis.fetch>[0],
  init: RequestInit | undefined,
  exchange: Exchange,
): AsyncGenerator<string, void, void> {
  yield* readEventsOf(await open(input, init, exchange), exchange);
}

/**
 * A `fetch` for the SDK that gives it bodies its parser can read, one `data: {…}` event per chunk, and that
 * turns whatever goes wrong into an `ExchangeError`. The SDK drops events that start with `event:` or a
 * comment, breaks on data over several lines, `[DONE]` and a last event without blank line, and its own errors
 * carry neither headers nor, for a bare array, the status.
 */
export function exchangeFetch(exchange: Exchange): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await open(input, init, exchange);
    if (isUpload(input)) return uploadAnswer(response, exchange);
    // Lists and counts come as one JSON body, which the SDK reads well enough.
    if (!isEventStream(input)) return new Response(await readWhole(response, exchange), jsonHeaders);
    const body = ReadableStream.from(encoded(readEventsOf(response, exchange)));
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
}

/** A text that is no answer of a model, as a file of the service. Throws an `ExchangeError`. */
export async function downloadText(address: string, init: RequestInit, exchange: Exchange): Promise<string> {
  return readText(await open(address, init, exchange), exchange, maxFileChars);
}

/** What a file of answers may hold: 1,000 of the longest. */
const maxFileChars = 512 * 1024 * 1024;

function isUpload(input: Parameters<typeof globalThis.fetch>[0]): boolean {
  return new URL(input instanceof Request ? input.url : String(input)).pathname.startsWith('/upload/');
}

/** Where an upload goes on, and how far it is, stands in headers; between two pieces there is no body. */
async function uploadAnswer(response: Response, exchange: Exchange): Promise<Response> {
  const text = await readText(response, exchange, maxEventChars);
  const headers = [...response.headers].filter(([name]) => name.startsWith('x-goog-upload-'));
  return new Response(text === '' ? '{}' : text, {
    headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
  });
}

const jsonHeaders = { headers: { 'content-type': 'application/json' } };

function isEventStream(input: Parameters<typeof globalThis.fetch>[0]): boolean {
  const address = input instanceof Request ? input.url : String(input);
  return new URL(address).searchParams.get('alt') === 'sse';
}

/** A body that must be JSON; one that is not is no answer of this service. */
async function readWhole(response: Response, exchange: Exchange): Promise<string> {
  const text = await readText(response, exchange, maxFileChars);
  try {
    JSON.parse(text);
  } catch {
    throw badAnswer(exchange, 'an answer that is not JSON');
  }
  return text;
}

async function readText(response: Response, exchange: Exchange, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of bytesOf(response, exchange)) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > most) throw badAnswer(exchange, 'an answer without end');
  }
  return text + decoder.decode();
}

async function open(
  input: Parameters<typeof globalThis.fetch>[0],
  init: RequestInit | undefined,
  exchange: Exchange,
): Promise<Response> {
  let response: Response;
  const body = typeof init?.body === 'string' ? { body: await encodeInTurns(init.body) } : {};
  try {
    // `manual`, because a followed redirect would carry the key's header to another host.
    response = await exchange.fetch(input, { ...init, ...body, redirect: 'manual' });
  } catch (error) {
    throw new ExchangeError(failureOfNetworkError(error, exchange.key));
  }
  if (!response.ok) throw new ExchangeError(await readRefusal(response, exchange));
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    const { message } = readErrorBody(await readStart(response, exchange));
    throw badAnswer(exchange, `a page instead of an answer: ${message}`, response.status);
  }
  return response;
}

async function* encoded(events: AsyncIterable<string>): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  for await (const event of events) yield encoder.encode(`data: ${event}\n\n`);
}

async function readRefusal(response: Response, exchange: Exchange): Promise<ModelFailure> {
  const retryAfter = response.headers.get('retry-after');
  return failureOfRefusal({
    httpStatus: response.status,
    body: readErrorBody(await readStart(response, exchange)),
    ...(retryAfter === null ? {} : { retryAfter }),
    model: exchange.model,
    key: exchange.key,
    now: Date.now(),
  });
}

/** As much of an error's body as may matter. One that breaks off is told by its status. */
async function readStart(response: Response, exchange: Exchange): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of bytesOf(response, exchange)) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > maxErrorBody) break;
    }
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
  }
  return text;
}

/** Ends with an `ExchangeError` at the first thing that is no answer. */
async function* readEventsOf(response: Response, exchange: Exchange): AsyncGenerator<string, void, void> {
  const normaliser = new SseNormaliser();
  let events = 0;

  function* check(payloads: readonly string[]): Generator<string, void, void> {
    for (const payload of payloads)
      for (const event of readEvents(payload, exchange)) {
        events++;
        yield event;
      }
  }

  const turn = loopTurns();
  for await (const bytes of bytesOf(response, exchange)) {
    for (const event of check(normaliser.push(bytes))) {
      // An answer that was held back on its way comes in one piece.
      await turn();
      yield event;
    }
    if (normaliser.held > maxEventChars) throw badAnswer(exchange, 'an event without end');
  }
  yield* check(normaliser.end());
  if (events === 0 && normaliser.sawForeignText) throw badAnswer(exchange, 'no event stream');
}

/** The answers in one payload, each as JSON on one line: one, or those of an array. */
function readEvents(payload: string, exchange: Exchange): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    throw badAnswer(exchange, 'an event that is not JSON');
  }
  const body = readErrorValue(value);
  if (body !== undefined)
    throw new ExchangeError(
      failureOfRefusal({ body, model: exchange.model, key: exchange.key, now: Date.now() }),
    );
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(one));
  // Line breaks in valid JSON stand between tokens only.
  return [/[\r\n]/.test(payload) ? payload.replace(/[\r\n]+/g, ' ') : payload];
}

async function* bytesOf(response: Response, exchange: Exchange): AsyncGenerator<Uint8Array, void, void> {
  if (response.body === null) return;
  try {
    for await (const bytes of response.body) yield bytes as Uint8Array;
  } catch (error) {
    throw new ExchangeError(failureOfNetworkError(error, exchange.key));
  }
}

function badAnswer(exchange: Exchange, detail: string, status?: number): ExchangeError {
  return new ExchangeError({
    kind: 'bad-answer',
    ...(status === undefined ? {} : { status }),
    detail: scrubDetail(detail, exchange.key),
  });
}
