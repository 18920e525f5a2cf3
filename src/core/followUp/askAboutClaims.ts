import { excerptsOf, type PlacedClaim } from './claimBatches.ts';
import type { ModelFailure } from '../errors.ts';
import { continuationAfter } from '../model/continuation.ts';
import { converse, type ConverseEvent } from '../model/converse.ts';
import { startDeadline } from '../model/deadline.ts';
import { ListedObjects, type ListedObject } from '../parse/listedObjects.ts';
import type { ModelClient, ModelRequest, ThinkingLevel, Usage } from '../modelClient.ts';
import type { Clock } from '../ports.ts';
import type { Prompt } from '../prompt/prompt.ts';
import type { Claim } from '../prompt/claim.ts';
import type { Excerpt } from '../prompt/excerpt.ts';

/** How the model is asked in the requests that follow a review. */
export interface AskSettings {
  /** As the service names it. */
  readonly model: string;
  readonly thinking: ThinkingLevel;
  /** Input tokens one request may take, instructions included. */
  readonly inputTokenBudget: number;
  /** So many run at the same time, at most. */
  readonly concurrentRequests: number;
  /** Each request is given up after so long, in ms. */
  readonly deadlineMs: number;
  /** Given up when nothing arrives for so long, in ms; twice as long while the model is thinking. */
  readonly silenceMs: number;
}

export interface AskPorts {
  readonly client: ModelClient;
  readonly clock: Clock;
  /** The number that the next request goes by in the bill. */
  readonly nextRequest: () => number;
}

/** A question about claims: how it is put, and how one element of its answer is read. */
export interface Question<T> {
  readonly prompt: (excerpts: readonly Excerpt[], claims: readonly Claim[]) => Prompt;
  /** Of an element; it may begin with any of them. */
  readonly keys: readonly string[];
  readonly read: (object: ListedObject) => { readonly id: string; readonly answer: T } | undefined;
}

export type AnswerEvent<T> =
  | { readonly kind: 'answer'; readonly claim: PlacedClaim; readonly answer: T }
  | UsageEvent
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

/** Running total of one `request`: the last one counts. */
export interface UsageEvent {
  readonly kind: 'usage';
  readonly request: number;
  readonly usage: Usage;
  readonly modelVersion: string | undefined;
}

/**
 * One batch to its end. Each claim is answered once at most, as its answer arrives; ids that were not asked about are
 * passed over. What an answer that ended early or a careless one left out is asked for once more.
 */
export async function* askAboutClaims<T>(
  batch: readonly PlacedClaim[],
  question: Question<T>,
  settings: AskSettings,
  { client, clock, nextRequest }: AskPorts,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent<T>, void, void> {
  const open = new Map(batch.map((one) => [one.claim.id, one]));
  const number = nextRequest();
  let { thinking } = settings;
  let spent: Usage | undefined;
  using deadline = startDeadline(settings.deadlineMs, clock, signal);
  for (const last of [false, true]) {
    const objects = new ListedObjects(question.keys);
    const request = requestFor([...open.values()], question, { ...settings, thinking });
    const before = spent;
    let failure: ModelFailure | undefined;
    let textReceived = false;
    let modelVersion: string | undefined;
    for await (const event of converseWithin(client, request, clock, deadline.signal, settings.silenceMs)) {
      if (event.kind === 'text') {
        textReceived = true;
        for (const object of objects.push(event.text)) {
          const read = question.read(object);
          const claim = read === undefined ? undefined : open.get(read.id);
          if (read === undefined || claim === undefined) continue;
          open.delete(read.id);
          yield { kind: 'answer', claim, answer: read.answer };
        }
      } else if (event.kind === 'model-version') {
        ({ modelVersion } = event);
      } else if (event.kind === 'usage') {
        spent = sum(before, event.usage);
        yield { kind: 'usage', request: number, usage: spent, modelVersion };
      } else if (event.kind === 'failed') {
        failure = deadline.passed(event.failure);
      }
    }
    if (open.size === 0) return;
    const how = failure === undefined ? 'the-rest' : continuationAfter(failure, textReceived);
    if (last || how === undefined) {
      const unanswered = open.size === batch.length;
      if (failure !== undefined) yield { kind: 'failed', failure };
      else if (unanswered)
        yield { kind: 'failed', failure: { kind: 'bad-answer', detail: 'no claim answered' } };
      return;
    }
    if (how === 'think-less') thinking = 'low';
  }
}

function requestFor<T>(
  claims: readonly PlacedClaim[],
  question: Question<T>,
  { model, thinking }: AskSettings,
): ModelRequest {
  const prompt = question.prompt(
    excerptsOf(claims),
    claims.map(({ claim }) => claim),
  );
  return { model, thinking, ...prompt };
}

/** A request of the usual kind, with twice the patience for its first text. */
export function converseWithin(
  client: ModelClient,
  request: ModelRequest,
  clock: Clock,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<ConverseEvent, void, void> {
  return converse(client, request, clock, signal, { idleMs: silenceMs, firstTextMs: 2 * silenceMs });
}

function sum(a: Usage | undefined, b: Usage): Usage {
  if (a === undefined) return b;
  return {
    input: a.input + b.input,
    cachedInput: a.cachedInput + b.cachedInput,
    output: a.output + b.output,
    thoughts: a.thoughts + b.thoughts,
  };
}
