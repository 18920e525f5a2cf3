import type { ModelClient } from '../src/core/modelClient.ts';
import type { Decoded } from './decodeRecording.ts';
import type { Recording } from './recordings.ts';
import type { ReplayServer } from './replayServer.ts';

const maxPieces = 64;

/** Places at which the bytes of one replay are cut. */
export function drawCuts(body: Buffer, random: () => number): readonly number[] {
  const wanted = Math.floor(random() * Math.min(maxPieces, body.length));
  const places = Array.from({ length: wanted }, () => 1 + Math.floor(random() * (body.length - 1)));
  return [...new Set(places)].sort((a, b) => a - b);
}

export type Connect = (endpoint: string, fetch?: typeof globalThis.fetch) => ModelClient;

/** One recorded answer over real HTTP through a real client, and what the client makes of it. */
export async function replayOverHttp(
  recording: Recording,
  cuts: readonly number[],
  server: ReplayServer,
  connect: Connect,
): Promise<Decoded> {
  const { status, contentType } = recording;
  return listen(connect(server.play({ status, contentType, pieces: piecesOf(recording, cuts) })));
}

/** The same without a socket, which joins pieces: the client gets them exactly as they are cut. */
export async function replay(
  recording: Recording,
  cuts: readonly number[],
  connect: Connect,
): Promise<Decoded> {
  const { status, contentType } = recording;
  const body = ReadableStream.from(piecesOf(recording, cuts));
  const response = new Response(body, { status, headers: { 'content-type': contentType } });
  return listen(connect('http://127.0.0.1:9', () => Promise.resolve(response)));
}

function piecesOf({ body }: Recording, cuts: readonly number[]): readonly Uint8Array[] {
  const ends = [...cuts, body.length];
  return ends.map((end, at) => body.subarray(ends[at - 1] ?? 0, end));
}

async function listen(client: ModelClient): Promise<Decoded> {
  const request = { model: 'gemini-3.5-flash', system: '', contents: ['x'] };
  let [text, thoughts, calls, modelVersion, usage, end] = ['', '', '', '', '', 'nothing'];
  for await (const event of client.stream(request, AbortSignal.timeout(30_000)))
    switch (event.kind) {
      case 'text':
        text += event.text;
        break;
      case 'thought':
        thoughts += event.text;
        break;
      case 'calls':
        calls = JSON.stringify(event.calls.map(({ name, args }) => [name, args]));
        break;
      case 'model-version':
        modelVersion = event.modelVersion;
        break;
      case 'usage': {
        const { input, cachedInput, output, thoughts: thinking } = event.usage;
        usage = [input, cachedInput, output, thinking].join('/');
        break;
      }
      case 'finished':
        end = `finished: ${event.reason}`;
        break;
      case 'failed':
        end = event.failure.kind === 'blocked' ? `blocked: ${event.failure.reason}` : event.failure.kind;
        break;
      default:
        break;
    }
  return { text, thoughts, calls, modelVersion, usage, end };
}
