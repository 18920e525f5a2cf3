import type { Reply } from './route.ts';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { completionChunks, wrapError, type OpenAiDialect } from './openai.ts';
import { joinResponses, type GenerateResponse } from './generateResponse.ts';
import type { GoogleErrorBody } from './googleErrors.ts';
import type { ByteCut, Step } from './step.ts';

/** `sse`: `alt=sse`; `openai-…`: chat completions in that dialect; `array`: a stream without it, one JSON array; `single`: generateContent. */
export type Transport = 'sse' | 'array' | 'single' | `openai-${OpenAiDialect}`;

const contentTypes = {
  sse: 'text/event-stream',
  array: 'application/json; charset=UTF-8',
  single: 'application/json; charset=UTF-8',
  'openai-google': 'text/event-stream',
  'openai-gateway': 'text/event-stream',
} as const;

/** As recorded from the service. */
const serviceHeaders = {
  vary: 'Origin, X-Origin, Referer',
  server: 'scaffolding on HTTPServer2',
  'x-xss-protection': '0',
  'x-frame-options': 'SAMEORIGIN',
  'x-content-type-options': 'nosniff',
  'server-timing': 'gfet4t7; dur=120',
} as const;

/** Sends what an answer does. Resolves when the answer is complete or the signal has ended it. */
export async function sendSteps(
  steps: AsyncIterable<Step>,
  response: ServerResponse,
  transport: Transport,
  cut: ByteCut,
  signal: AbortSignal,
): Promise<void> {
  const whole: GenerateResponse[] = [];
  let events = 0;
  for await (const step of steps) {
    if (signal.aborted) return;
    switch (step.kind) {
      case 'refuse':
        response.writeHead(step.status, { ...serviceHeaders, 'content-type': step.contentType });
        response.end(inDialect(step.body, transport));
        return;
      case 'open':
        if (transport !== 'single') openStream(response, transport);
        break;
      case 'chunk':
        if (transport === 'single') whole.push(step.body);
        else
          for (const one of chunksFor(step.body, transport))
            await write(response, frame(one, transport, events++), cut);
        break;
      case 'error':
        if (transport === 'single') {
          sendJson(response, step.body.error.code, step.body);
          return;
        }
        await write(
          response,
          step.bare ? bareText(step.body) : frame(errorFor(step.body, transport), transport, events++),
          cut,
        );
        break;
      case 'reset':
        // A reset throws away what the other side has not read yet: give it the time to read.
        await sleep(20, undefined, { signal });
        response.socket?.resetAndDestroy();
        return;
      case 'stall':
        await aborted(signal);
        return;
    }
  }
  // A stream by hand ends with its signal, and then there is nobody left to write to.
  if (signal.aborted) return;
  if (transport === 'single') await sendWhole(response, whole, cut);
  else response.end(closing(transport, events));
}

/** A stream without any event has no end mark either: nothing of the protocol was spoken. */
function closing(transport: Transport, events: number): string | undefined {
  if (transport === 'array') return events === 0 ? '[]' : '\n]\n';
  return dialectOf(transport) !== undefined && events > 0 ? 'data: [DONE]\n\n' : undefined;
}

function dialectOf(transport: Transport): OpenAiDialect | undefined {
  if (transport === 'openai-google') return 'google';
  return transport === 'openai-gateway' ? 'gateway' : undefined;
}

function chunksFor(body: GenerateResponse, transport: Transport): readonly object[] {
  const dialect = dialectOf(transport);
  return dialect === undefined ? [body] : completionChunks(body, dialect);
}

function errorFor(body: GoogleErrorBody, transport: Transport): object {
  const dialect = dialectOf(transport);
  return dialect === undefined ? body : wrapError(body, dialect);
}

function inDialect(body: string, transport: Transport): string {
  const dialect = dialectOf(transport);
  if (dialect === undefined || !body.startsWith('{')) return body;
  return JSON.stringify(wrapError(JSON.parse(body) as GoogleErrorBody, dialect));
}

export function sendReply(response: ServerResponse, { status, body, text, headers }: Reply): void {
  const contentType = text === undefined ? contentTypes.single : 'application/octet-stream';
  response.writeHead(status, { ...serviceHeaders, ...headers, 'content-type': contentType });
  response.end(text ?? `${JSON.stringify(body, null, 2)}\n`);
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...serviceHeaders, 'content-type': contentTypes.single });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}

function openStream(response: ServerResponse, transport: Exclude<Transport, 'single'>): void {
  response.writeHead(200, {
    ...serviceHeaders,
    'content-type': contentTypes[transport],
    'content-disposition': 'attachment',
  });
  response.flushHeaders();
}

async function sendWhole(
  response: ServerResponse,
  chunks: readonly GenerateResponse[],
  cut: ByteCut,
): Promise<void> {
  const body = joinResponses(chunks);
  response.writeHead(200, { ...serviceHeaders, 'content-type': contentTypes.single });
  if (body !== undefined) await write(response, `${JSON.stringify(body, null, 2)}\n`, cut);
  response.end();
}

function frame(body: object, transport: Exclude<Transport, 'single'>, index: number): string {
  const json = JSON.stringify(body);
  if (dialectOf(transport) !== undefined) return `data: ${json}\n\n`;
  return transport === 'sse' ? `data: ${json}\r\n\r\n` : `${index === 0 ? '[' : ',\r\n'}${json}`;
}

const bareText = (body: object): string => `${JSON.stringify(body, null, 2)}\n`;

async function write(response: ServerResponse, text: string, cut: ByteCut): Promise<void> {
  for (const bytes of cutBytes(Buffer.from(text, 'utf8'), cut)) {
    await new Promise<void>((resolve) => {
      // The callback brings an error when the client has left, or never comes; the signal then ends the play.
      const done = (): void => {
        response.off('close', done);
        resolve();
      };
      response.once('close', done);
      response.write(bytes, done);
    });
    // Without a turn between them the system joins small writes into one packet.
    if (cut !== 'whole') await nextTurn();
  }
}

function* cutBytes(bytes: Buffer, cut: ByteCut): Generator<Buffer> {
  if (cut === 'whole') {
    yield bytes;
    return;
  }
  let start = 0;
  for (let at = 1; at < bytes.length; at++) {
    // A byte 10xxxxxx continues a character: cut right before it.
    if (cut === 'bytes' || ((bytes[at] ?? 0) & 0xc0) === 0x80) {
      yield bytes.subarray(start, at);
      start = at;
    }
  }
  yield bytes.subarray(start);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
