import type { ModelFailure } from '../errors.ts';
import type { Clock, ModelClient, ModelEvent, ModelRequest, Usage } from '../ports.ts';
import { decideRetry, defaultRetryLimits, type RetryLimits } from './retry.ts';
import { defaultSilenceLimits, watchForSilence, type SilenceLimits } from './watchdog.ts';

/**
 * Characters of text and thoughts of one request, in UTF-16 units. Sixty for each token of the longest answer
 * (65,536 tokens): beyond it the endpoint talks without end.
 */
const maxAnswer = 4_000_000;

export type ConverseLimits = Partial<RetryLimits & SilenceLimits>;

/** `attempt` is the number of the request that will be sent after `delayMs`: 2 for the first retry. */
export type ConverseEvent =
  | ModelEvent
  | {
      readonly kind: 'retrying';
      readonly failure: ModelFailure;
      readonly attempt: number;
      readonly delayMs: number;
    };

/**
 * One request to its end, with retries where they can help. The last event is the only `finished` (always
 * `STOP`, with some text before it) or the only `failed`. `usage` stays a running total over all attempts.
 * Text is never repeated: once some was handed on, nothing is sent again.
 */
export async function* converse(
  client: ModelClient,
  request: ModelRequest,
  clock: Clock,
  signal: AbortSignal,
  limits: ConverseLimits = {},
): AsyncGenerator<ConverseEvent, void, void> {
  const rules = { ...defaultRetryLimits, ...defaultSilenceLimits, ...limits };
  let { schema, ...rest }: ModelRequest = request;
  let textReceived = false;
  let spent = noUsage;
  let received = 0;
  let transient = 0;
  let quota = 0;
  for (let attempt = 1; ; attempt++) {
    let used = noUsage;
    let end: ModelFailure | 'finished' = { kind: 'no-finish' };
    const sent = schema === undefined ? rest : { ...rest, schema };
    for await (const event of watchForSilence(client, sent, clock, signal, rules)) {
      if (event.kind === 'failed') {
        end = event.failure;
        break;
      }
      if (event.kind === 'finished') {
        end = judgeFinish(event.reason, textReceived);
        break;
      }
      if (event.kind === 'text') textReceived = true;
      if (event.kind === 'text' || event.kind === 'thought') received += event.text.length;
      if (received > maxAnswer) {
        end = { kind: 'cut-off', reason: 'TOO_LONG' };
        break;
      }
      if (event.kind === 'usage') used = event.usage;
      yield event.kind === 'usage' ? { kind: 'usage', usage: add(spent, used) } : event;
    }
    if (end === 'finished') {
      yield { kind: 'finished', reason: 'STOP' };
      return;
    }
    if (end.kind === 'quota-minute') quota++;
    else if (end.kind !== 'bad-request') transient++;
    const attempts = { transient, quota, textReceived, schemaSent: schema !== undefined };
    const decision = decideRetry(end, attempts, rules);
    if (decision.kind === 'give-up') {
      yield { kind: 'failed', failure: end };
      return;
    }
    if (decision.kind === 'retry-without-schema') schema = undefined;
    const delayMs = decision.kind === 'retry' ? decision.delayMs : 0;
    yield { kind: 'retrying', failure: end, attempt: attempt + 1, delayMs };
    if (!(await waited(delayMs, clock, signal))) {
      yield { kind: 'failed', failure: { kind: 'cancelled' } };
      return;
    }
    spent = add(spent, used);
  }
}

/** Finish reasons: https://ai.google.dev/api/generate-content#FinishReason */
const withheld: ReadonlySet<string> = new Set(['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII']);

function judgeFinish(reason: string, textReceived: boolean): ModelFailure | 'finished' {
  if (withheld.has(reason)) return { kind: 'blocked', reason };
  if (reason !== 'STOP') return { kind: 'cut-off', reason };
  return textReceived ? 'finished' : { kind: 'empty' };
}

async function waited(ms: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    if (ms > 0) await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}

const noUsage: Usage = { input: 0, cachedInput: 0, output: 0, thoughts: 0 };

function add(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    cachedInput: a.cachedInput + b.cachedInput,
    output: a.output + b.output,
    thoughts: a.thoughts + b.thoughts,
  };
}
