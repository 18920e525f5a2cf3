import assert from 'node:assert/strict';
import { converse, type ConverseEvent, type ConverseLimits } from '../../../../src/core/model/converse.ts';
import type { ModelFailure } from '../../../../src/core/errors.ts';
import type { ModelRequest } from '../../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../../src/models/gemini.ts';
import type { Answer, FaultName, StreamedText } from '../../../emulator/answer.ts';
import { startEmulator } from '../../../emulator/emulator.ts';
import { createFakeClock } from './fakeClock.ts';

export const request: ModelRequest = { model: 'gemini-3.5-flash', system: 'Review.', contents: ['a change'] };
export const good: StreamedText = { kind: 'text', text: '{"findings":[]}' };
export const fault = (name: FaultName, more: object = {}): Answer => ({ kind: 'fault', name, ...more });

export interface Heard {
  readonly text: string;
  readonly retries: readonly {
    readonly failure: string;
    readonly attempt: number;
    readonly delayMs: number;
  }[];
  readonly ends: readonly ConverseEvent[];
  readonly lastUsage: ConverseEvent | undefined;
}

/** A service, a clock of its own, and how it is talked to. */
export async function arrangeTalk() {
  const emulator = await startEmulator();
  const clock = createFakeClock();

  function start(
    signal: AbortSignal = new AbortController().signal,
    limits: ConverseLimits = {},
    asked: ModelRequest = request,
  ): AsyncGenerator<ConverseEvent, void, void> {
    const client = createGeminiClient({ apiKey: 'test-key-1', endpoint: emulator.url });
    return converse(client, asked, clock, signal, { random: () => 0.5, ...limits });
  }

  /** Reads to the end; time passes whenever a retry waits. */
  async function hear(events: AsyncIterable<ConverseEvent>): Promise<Heard> {
    let text = '';
    const retries: { failure: string; attempt: number; delayMs: number }[] = [];
    const ends: ConverseEvent[] = [];
    let lastUsage: ConverseEvent | undefined;
    for await (const event of events) {
      if (event.kind === 'text') text += event.text;
      if (event.kind === 'usage') lastUsage = event;
      if (event.kind === 'finished' || event.kind === 'failed') ends.push(event);
      if (event.kind !== 'retrying') continue;
      retries.push({ failure: event.failure.kind, attempt: event.attempt, delayMs: event.delayMs });
      void clock.whenAsleep(event.delayMs).then(() => clock.advance(event.delayMs));
    }
    return { text, retries, ends, lastUsage };
  }

  return { emulator, clock, start, hear, [Symbol.asyncDispose]: async () => emulator.close() };
}

export type ArrangedTalk = Awaited<ReturnType<typeof arrangeTalk>>;

export async function waitUntil(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 500, 'the condition never came true');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Time for what is on the wire already to arrive. */
export const settleSleeps = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

export function failureOf(heard: Heard): ModelFailure {
  const [end] = heard.ends;
  assert.equal(heard.ends.length, 1);
  assert.ok(end?.kind === 'failed');
  return end.failure;
}
