import type { ModelFailure } from '../errors.ts';
import {
  addUsage,
  noUsage,
  type ModelClient,
  type ModelEvent,
  type ModelRequest,
  type ServiceTool,
} from '../modelClient.ts';
import type { Clock } from '../ports.ts';
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
    }
  /** The request was refused with these and is sent without them. */
  | { readonly kind: 'tools-dropped'; readonly tools: readonly (ServiceTool | 'functions')[] };

/**
 * One request to its end, with retries where they can help. The last event is the only `finished` (always
 * `STOP`, with text or calls before it) or the only `failed`. `usage` stays a running total over all attempts.
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
  let sent = request;
  let textReceived = false;
  let called = false;
  let spent = noUsage;
  let received = 0;
  let transient = 0;
  let quota = 0;
  for (let attempt = 1; ; attempt++) {
    let used = noUsage;
    let end: ModelFailure | 'finished' = { kind: 'no-finish' };
    for await (const event of watchForSilence(client, sent, clock, signal, rules)) {
      if (event.kind === 'failed') {
        end = event.failure;
        break;
      }
      if (event.kind === 'finished') {
        end = judgeFinish(event.reason, textReceived || called);
        break;
      }
      if (event.kind === 'text') textReceived = true;
      if (event.kind === 'calls') called = true;
      if (event.kind === 'text' || event.kind === 'thought') received += event.text.length;
      if (received > maxAnswer) {
        end = { kind: 'cut-off', reason: 'TOO_LONG' };
        break;
      }
      if (event.kind === 'usage') used = event.usage;
      yield event.kind === 'usage' ? { kind: 'usage', usage: addUsage(spent, used) } : event;
    }
    if (end === 'finished') {
      yield { kind: 'finished', reason: 'STOP' };
      return;
    }
    if (end.kind === 'quota-minute') quota++;
    else if (end.kind !== 'bad-request') transient++;
    const attempts = { transient, quota, textReceived, ...carriedBy(sent) };
    const decision = decideRetry(end, attempts, rules);
    if (decision.kind === 'give-up') {
      yield { kind: 'failed', failure: end };
      return;
    }
    if (decision.kind === 'retry-without-schema') sent = withoutSchema(sent);
    if (decision.kind === 'retry-without-tools') {
      yield { kind: 'tools-dropped', tools: [...(sent.serviceTools ?? []), ...droppedFunctions(sent)] };
      sent = withoutTools(sent);
    }
    const delayMs = decision.kind === 'retry' ? decision.delayMs : 0;
    yield { kind: 'retrying', failure: end, attempt: attempt + 1, delayMs };
    if (!(await waited(delayMs, clock, signal))) {
      yield { kind: 'failed', failure: { kind: 'cancelled' } };
      return;
    }
    spent = addUsage(spent, used);
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

/** Calls under way cannot be taken back: then the functions stay. */
function droppedFunctions({ functions = [], turns = [] }: ModelRequest): readonly 'functions'[] {
  return functions.length > 0 && turns.length === 0 ? ['functions'] : [];
}

function carriedBy(sent: ModelRequest): { readonly schemaSent: boolean; readonly toolsSent: boolean } {
  const toolsSent = (sent.serviceTools ?? []).length > 0 || droppedFunctions(sent).length > 0;
  return { schemaSent: sent.schema !== undefined, toolsSent };
}

export function withoutSchema(sent: ModelRequest): ModelRequest {
  const { schema, ...rest } = sent;
  return schema === undefined ? sent : rest;
}

function withoutTools(sent: ModelRequest): ModelRequest {
  const { serviceTools = [], functions = [], ...rest } = sent;
  const kept = droppedFunctions(sent).length > 0 ? [] : functions;
  if (serviceTools.length === 0 && kept.length > 0) return sent;
  return kept.length === 0 ? rest : { ...rest, functions: kept };
}
