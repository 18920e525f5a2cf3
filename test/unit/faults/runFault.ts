import type { Finding } from '../../../src/core/finding.ts';
import type { FindingEvent } from '../../../src/core/review/reviewFindings.ts';
import { reviewPart, type PartEvent } from '../../../src/core/review/reviewPart.ts';
import type { ModelClient } from '../../../src/core/modelClient.ts';
import type { Clock } from '../../../src/core/ports.ts';
import { findingSchema } from '../../../src/core/prompt/findingSchema.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import type { FaultName } from '../../emulator/answer.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { ConnectionFault } from './connectionFaults.ts';
import type { Expected } from './faultMatrix.ts';
import type { Road } from './roads.ts';

export interface FaultRun extends Expected {
  /** From the first request to the end, in ms; waits run a thousand times faster than asked. */
  readonly elapsedMs: number;
  /** Everything that came out of the review and could reach a log. */
  readonly said: string;
  /** The failure's `code`; empty where it has none. */
  readonly failureCode: string;
  /** The connections that were still open when it had ended. */
  readonly openStreams: number;
}

/** A second of waiting takes a millisecond. */
const fastClock: Clock = {
  now: () => systemClock.now(),
  sleep: async (ms, signal) => systemClock.sleep(ms / 1000, signal),
};

/** Longer than any machine is slow, in ms as they are asked for. */
const patienceMs = 20_000_000;

const whole =
  '{"file":"a.ts","line":1,"endLine":1,"quote":"a","severity":"low","category":"bug","title":"t","explanation":"e","confidence":0.5,"replacement":null}';

/** What the model says before a fault: one finding whole, and the beginning of a second where it breaks. */
function textBefore(fault: FaultName): string {
  const ends = ['slow-drip', 'one-byte', 'split-characters', 'thoughts'].includes(fault);
  return ends ? `{"findings":[${whole}]}` : `{"findings":[${whole},{"file":"a.ts","li`;
}

/** One part of a review by one road, every request of which meets the fault. */
export async function runFault(
  connect: Road,
  fault: FaultName,
  signal: AbortSignal = new AbortController().signal,
): Promise<FaultRun> {
  await using service = await startEmulator({
    answer: { kind: 'fault', name: fault, text: textBefore(fault), delayMs: 0 },
  });
  // Only silence is to end what is silent: a busy machine may be slow with the rest.
  const silenceMs = ['stall', 'silent'].includes(fault) ? 300_000 : patienceMs;
  const { events, elapsedMs } = await runPart(connect(service.url), silenceMs, signal);
  const requests = service.requests.length;
  // The server learns of a closed socket a moment after the client has closed it.
  for (let turn = 0; turn < 100 && service.openStreams > 0; turn++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return { ...outcomeOf(events), requests, elapsedMs, openStreams: service.openStreams };
}

/** As `runFault`, where the service is not reached. `requests` are the tries. */
export async function runConnectionFault(connect: Road, fault: ConnectionFault): Promise<FaultRun> {
  await using broken = await fault.open();
  let requests = 0;
  const counted: typeof globalThis.fetch = async (input, init) => {
    requests++;
    return globalThis.fetch(input, init);
  };
  const { signal } = new AbortController();
  const { events, elapsedMs } = await runPart(connect(broken.url, counted), patienceMs, signal);
  return { ...outcomeOf(events), requests, elapsedMs, openStreams: 0 };
}

async function runPart(
  client: ModelClient,
  silenceMs: number,
  signal: AbortSignal,
): Promise<{ readonly events: readonly PartEvent[]; readonly elapsedMs: number }> {
  const started = performance.now();
  const events: PartEvent[] = [];
  const request = {
    model: 'gemini-3.5-flash',
    system: 'Review.',
    contents: ['code'],
    schema: findingSchema,
    thinking: 'low' as const,
  };
  const part = { index: 0, files: [], request, silenceMs, deadlineMs: 60_000_000, place };
  for await (const event of reviewPart(part, client, fastClock, signal)) events.push(event);
  return { events, elapsedMs: performance.now() - started };
}

function outcomeOf(events: readonly PartEvent[]): Pick<FaultRun, 'kept' | 'end' | 'said' | 'failureCode'> {
  const last = events.at(-1);
  return {
    kept: events.some(({ kind }) => kind === 'finding') ? 1 : 0,
    end: last?.kind === 'part-failed' ? last.failure.kind : 'reviewed',
    said: JSON.stringify(events),
    failureCode: last?.kind === 'part-failed' && 'code' in last.failure ? (last.failure.code ?? '') : '',
  };
}

/** Where a finding stands is not what is looked at here. */
function place(raw: { readonly title: string }): Promise<FindingEvent> {
  const finding: Finding = {
    id: raw.title,
    file: { root: '/r', path: 'a.ts' },
    anchor: { kind: 'none', reason: 'no-line-no-quote' },
    quote: '',
    severity: 'low',
    category: 'bug',
    title: raw.title,
    explanation: '',
    confidence: 0.5,
    state: 'open',
    reviewId: 'r',
  };
  return Promise.resolve({ kind: 'finding', finding });
}
