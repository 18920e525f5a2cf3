import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from './emulator.ts';
import type { Outcome, RecordedRequest } from './recordedRequest.ts';

/** What came over the wire, without any SDK in between. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** One for each HTTP chunk the server wrote. */
  readonly pieces: readonly Buffer[];
  readonly text: string;
  /** The error that ended the connection; undefined after a complete answer. */
  readonly error: NodeJS.ErrnoException | undefined;
}

export interface RawCall {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export const streamPath = '/v1beta/models/gemini-3.5-flash:streamGenerateContent?alt=sse';

export const ask = (text: string, more: object = {}): object => ({
  contents: [{ role: 'user', parts: [{ text }] }],
  ...more,
});

/** Sends one request on a connection of its own; POST with a key when nothing else is said. */
export function rawCall(emulator: Emulator, call: RawCall): Promise<RawAnswer> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let begun: ((error: NodeJS.ErrnoException) => void) | undefined;
    const outgoing = request(
      emulator.url + call.path,
      {
        method: call.method ?? 'POST',
        agent: false,
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body ?? '')),
          'x-goog-api-key': 'a-key',
          ...call.headers,
        },
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      },
      (response) => {
        const finish = (error?: NodeJS.ErrnoException): void => {
          const text = Buffer.concat(pieces).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, pieces, text, error });
        };
        begun = finish;
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('end', () => finish());
        response.once('error', finish);
      },
    );
    // After the headers an error ends the answer; before them there is none.
    outgoing.on('error', (error) => (begun === undefined ? reject(error) : begun(error)));
    outgoing.end(body);
  });
}

export const askStream = (emulator: Emulator, text = 'Review this.', more: object = {}): Promise<RawAnswer> =>
  rawCall(emulator, { path: streamPath, body: ask(text, more) });

/** The objects of an event stream in the service's framing; throws when the framing is another. */
export function readEvents(text: string): StreamChunk[] {
  const frames = text.split('\r\n\r\n');
  if (frames.pop() !== '') throw new Error('The stream does not end with an empty line');
  return frames.map((frame) => {
    if (!frame.startsWith('data: ') || frame.includes('\n')) throw new Error(`Not one data line: ${frame}`);
    return JSON.parse(frame.slice('data: '.length)) as StreamChunk;
  });
}

export interface StreamChunk {
  readonly candidates?: readonly {
    readonly content: { readonly role: string; readonly parts?: readonly StreamPart[] };
    readonly finishReason?: string;
  }[];
  readonly promptFeedback?: { readonly blockReason: string };
  readonly usageMetadata: Readonly<Record<string, number>>;
  readonly modelVersion: string;
  readonly error?: ErrorFields;
}

export interface StreamPart {
  readonly text: string;
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
}

export interface ErrorFields {
  readonly code: number;
  readonly message: string;
  readonly status: string;
  readonly details?: readonly Readonly<Record<string, unknown>>[];
}

/** The text a reader of the stream ends up with, thoughts left out. */
export const textOf = (chunks: readonly StreamChunk[]): string =>
  partsOf(chunks)
    .filter((part) => part.thought !== true)
    .map((part) => part.text)
    .join('');

export const partsOf = (chunks: readonly StreamChunk[]): readonly StreamPart[] =>
  chunks.flatMap((chunk) => chunk.candidates?.[0]?.content.parts ?? []);

export const finishReasonsOf = (chunks: readonly StreamChunk[]): readonly string[] =>
  chunks.flatMap((chunk) => chunk.candidates?.[0]?.finishReason ?? []);

export const errorOf = (answer: RawAnswer): ErrorFields =>
  (JSON.parse(answer.text) as { readonly error: ErrorFields }).error;

/** How a request ended, once it has: the client may see the end before the server does. */
export async function outcomeOf(
  recorded: RecordedRequest | undefined,
): Promise<Exclude<Outcome, { kind: 'open' }>> {
  for (let turn = 0; turn < 200; turn++) {
    const outcome = recorded?.outcome;
    if (outcome !== undefined && outcome.kind !== 'open') return outcome;
    await sleep(10);
  }
  throw new Error('The request is still open after two seconds');
}
