import { createGeminiClient } from '../src/models/gemini.ts';
import { createOpenAiCompatibleClient } from '../src/models/openaiCompatible.ts';
import { createVertexClient } from '../src/models/vertex.ts';
import { asCompletion, expectedOfCompletion } from './completionFrames.ts';
import { decodeRecording, type Decoded } from './decodeRecording.ts';
import type { Measure } from './measure.ts';
import { loadRecordings, type Recording } from './recordings.ts';
import { payloadsOf, reframings } from './reframings.ts';
import { drawCuts, replay, replayOverHttp, type Connect } from './replayRecording.ts';
import { startReplayServer, type ReplayServer } from './replayServer.ts';
import { seededRandom } from './seededRandom.ts';

/** Replays under way at the same time; which cuts are drawn does not depend on it. */
const sideBySide = 4;
/** Other framings of the same events are cut so many times less often. */
const rarer = 50;
/** Of so many replays one goes over a real connection, where the system may join what was cut. */
const overHttp = 20;

const apiKey = 'a-key-for-the-replay';
const by = (fetch: typeof globalThis.fetch | undefined) => (fetch === undefined ? {} : { fetch });
const gemini: Connect = (endpoint, fetch) => createGeminiClient({ apiKey, endpoint, ...by(fetch) });
const vertex: Connect = (endpoint, fetch) => createVertexClient({ apiKey, endpoint, ...by(fetch) });
const openai: Connect = (endpoint, fetch) => createOpenAiCompatibleClient({ apiKey, endpoint, ...by(fetch) });

const fields = ['text', 'thoughts', 'calls', 'modelVersion', 'usage', 'end'] as const;

type Tally = Record<'recordings' | 'replays' | 'exact' | 'finished' | 'failed' | `wrong ${string}`, number>;

/**
 * Recorded answers through the real clients, the bytes cut at random places, `--cuts` times each (1000), one in
 * twenty over real HTTP. By source: the bodies as recorded, by the Gemini road or, recorded there, by Vertex. `openai`: the same
 * answers as an OpenAI-compatible service sends them. By framing: the same events as a gateway may frame them, a
 * fiftieth as often. `exact`: replays in which text, thoughts, calls, usage, model and end are what the whole file
 * holds; `finished` and `failed`: how they ended; `wrong …`: replays in which that was another.
 */
export const measure: Measure = async ({ corpus, seed, number, log }) => {
  const cuts = number('cuts', 1000);
  const recordings = loadRecordings(corpus, (name) => log(`skipped, not a stream: ${name}`));
  const results: Record<string, Tally> = {};
  await using server = await startReplayServer();

  async function check(group: string, recording: Recording, expected: Decoded, more: Check): Promise<void> {
    const tally = (results[group] ??= newTally());
    tally.recordings++;
    const random = seededRandom(seed * 1_000_003 + tally.recordings);
    let told = false;
    const tell = (heard: Decoded): void => {
      const wrong = fields.filter((field) => expected[field] !== heard[field]);
      tally.replays++;
      tally[heard.end.startsWith('finished') ? 'finished' : 'failed']++;
      if (wrong.length === 0) tally.exact++;
      for (const field of wrong) tally[`wrong ${field}`] = (tally[`wrong ${field}`] ?? 0) + 1;
      if (told || wrong.length === 0) return;
      told = true;
      const what = wrong.map((field) => `${field} is ${show(heard[field])}, not ${show(expected[field])}`);
      log(`wrong: ${group}, ${recording.name}: ${what.join('; ')}`);
    };
    for (let begun = 0; begun < more.times; begun += sideBySide) {
      const width = Math.min(sideBySide, more.times - begun);
      const drawn = Array.from({ length: width }, () => drawCuts(recording.body, random));
      const heard = await Promise.all(
        drawn.map(async (places, at) =>
          (begun + at) % overHttp === 0
            ? replayOverHttp(recording, places, more.server, more.connect)
            : replay(recording, places, more.connect),
        ),
      );
      heard.forEach(tell);
    }
  }

  for (const recording of recordings) {
    const expected = decodeRecording(recording.body);
    if (!expected.end.startsWith('finished: STOP')) log(`ends with ${expected.end}: ${recording.name}`);
    const connect = recording.name.includes('vertexai') ? vertex : gemini;
    await check(recording.source, recording, expected, { times: cuts, server, connect });
  }
  for (const recording of recordings) {
    const completion = asCompletion(recording);
    const whole = decodeRecording(recording.body);
    if (completion === undefined || whole.end === 'bad-answer') continue;
    const expected = expectedOfCompletion(whole);
    await check(`openai ${recording.source}`, completion, expected, { times: cuts, server, connect: openai });
  }
  for (const recording of recordings) {
    const payloads = payloadsOf(recording.body);
    if (payloads === undefined) continue;
    const expected = decodeRecording(recording.body);
    const times = Math.ceil(cuts / rarer);
    for (const [group, frame] of Object.entries(reframings)) {
      const framed = { ...recording, body: Buffer.from(frame(payloads), 'utf8') };
      await check(group, framed, expected, { times, server, connect: gemini });
    }
  }
  return results;
};

interface Check {
  readonly times: number;
  readonly server: ReplayServer;
  readonly connect: Connect;
}

function newTally(): Tally {
  const wrong = Object.fromEntries(fields.map((field) => [`wrong ${field}`, 0]));
  return { recordings: 0, replays: 0, exact: 0, finished: 0, failed: 0, ...wrong };
}

const show = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
