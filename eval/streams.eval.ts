import { createGeminiClient } from '../src/models/gemini.ts';
import { decodeRecording, type Decoded } from './decodeRecording.ts';
import type { Counts, Measure } from './measure.ts';
import { loadRecordings, type Recording } from './recordings.ts';
import { payloadsOf, reframings } from './reframings.ts';
import { startReplayServer, type ReplayServer } from './replayServer.ts';
import { seededRandom } from './seededRandom.ts';

const maxPieces = 64;

/**
 * Recorded answers through the real client over real HTTP, the bytes cut at random places. By source: the bodies
 * as recorded, `--cuts` times each (20). By framing: the same events as a gateway may frame them, twice each.
 * `exact`: for every cut the text, thoughts, usage, model and end that the whole file holds.
 */
export const measure: Measure = async ({ corpus, seed, number, log }) => {
  const cuts = number('cuts', 20);
  const random = seededRandom(seed);
  const recordings = loadRecordings(corpus, (name) => log(`skipped, not a stream: ${name}`));
  const results: Record<string, { cases: number; exact: number; wrong: number; requests: number }> = {};
  await using server = await startReplayServer();

  async function check(group: string, recording: Recording, expected: Decoded, times: number): Promise<void> {
    const counts = (results[group] ??= { cases: 0, exact: 0, wrong: 0, requests: 0 });
    counts.cases++;
    for (let time = 0; time < times; time++) {
      const heard = await replay(server, recording, random);
      counts.requests++;
      const differing = differences(expected, heard);
      if (differing.length === 0) continue;
      counts.wrong++;
      log(`wrong: ${group}, ${recording.name}, cut ${time}: ${differing.join('; ')}`);
      return;
    }
    counts.exact++;
  }

  for (const recording of recordings) {
    const expected = decodeRecording(recording.body);
    if (!expected.end.startsWith('finished: STOP')) log(`ends with ${expected.end}: ${recording.name}`);
    await check(recording.source, recording, expected, cuts);
  }
  for (const recording of recordings) {
    const payloads = payloadsOf(recording.body);
    if (payloads === undefined) continue;
    const expected = decodeRecording(recording.body);
    for (const [group, frame] of Object.entries(reframings))
      await check(group, { ...recording, body: Buffer.from(frame(payloads), 'utf8') }, expected, 2);
  }
  return results satisfies Readonly<Record<string, Counts>>;
};

async function replay(server: ReplayServer, recording: Recording, random: () => number): Promise<Decoded> {
  const { status, contentType, body } = recording;
  server.play({ status, contentType, pieces: cutAtRandom(body, random) });
  const client = createGeminiClient({ apiKey: 'a-key-for-the-replay', endpoint: server.url });
  const request = { model: 'gemini-3.5-flash', system: '', contents: ['x'] };
  let [text, thoughts, modelVersion, usage, end] = ['', '', '', '', 'nothing'];
  for await (const event of client.stream(request, AbortSignal.timeout(30_000)))
    switch (event.kind) {
      case 'text':
        text += event.text;
        break;
      case 'thought':
        thoughts += event.text;
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
  return { text, thoughts, modelVersion, usage, end };
}

function cutAtRandom(body: Buffer, random: () => number): Uint8Array[] {
  const wanted = Math.floor(random() * Math.min(maxPieces, body.length));
  const places = Array.from({ length: wanted }, () => 1 + Math.floor(random() * (body.length - 1)));
  const sorted = [0, ...new Set(places), body.length].sort((a, b) => a - b);
  return sorted.slice(1).map((end, at) => body.subarray(sorted[at], end));
}

function differences(expected: Decoded, heard: Decoded): string[] {
  return (['text', 'thoughts', 'modelVersion', 'usage', 'end'] as const)
    .filter((field) => expected[field] !== heard[field])
    .map((field) => `${field} is ${show(heard[field])}, not ${show(expected[field])}`);
}

const show = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
