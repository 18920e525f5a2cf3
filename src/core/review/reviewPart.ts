import type { ChangedFile } from '../change.ts';
import type { ModelFailure, ReviewFailure } from '../errors.ts';
import type { Finding, RawFinding } from '../finding.ts';
import { continuationAfter, type Continuation } from '../model/continuation.ts';
import { converseWithTools, type ToolConverseEvent } from '../model/converseWithTools.ts';
import { startDeadline, type Deadline } from '../model/deadline.ts';
import { addUsage, noUsage, type ModelClient, type ModelRequest, type Usage } from '../modelClient.ts';
import { FindingParser, type DamageReason, type ParsedItem } from '../parse/findingParser.ts';
import type { Clock } from '../ports.ts';
import { askOn } from '../prompt/askOn.ts';
import type { Toolbox } from '../toolbox.ts';
import type { FindingEvent } from './reviewFindings.ts';

/** One request of a review, with what settles its answer. */
export interface ReviewPart {
  /** 0-based, among the requests of the review. */
  readonly index: number;
  readonly files: readonly ChangedFile[];
  readonly request: ModelRequest;
  /** What the model may look up while it reviews; nothing when not given. */
  readonly toolbox?: Toolbox;
  /** Asked once when the service stays overloaded; none when empty. */
  readonly fallbackModel?: string;
  /** The request, with all its tries, is given up after so long, in ms. */
  readonly deadlineMs: number;
  /** Given up when nothing arrives for so long, in ms; twice as long while the model is thinking. */
  readonly silenceMs: number;
  /** Undefined for a finding that was there before, with nothing more known of it. */
  readonly place: (raw: RawFinding, modelVersion: string | undefined) => Promise<FindingEvent | undefined>;
}

export type PartEvent =
  | Extract<ToolConverseEvent, { readonly kind: 'looked-up' | 'tools-dropped' | 'sources' }>
  /** A piece of what the model thinks, of one request: words of others. */
  | { readonly kind: 'thought'; readonly request: number; readonly text: string }
  | FindingEvent
  | { readonly kind: 'damaged'; readonly reason: DamageReason; readonly excerpt: string }
  | {
      readonly kind: 'retrying';
      readonly failure: ReviewFailure;
      readonly attempt: number;
      readonly delayMs: number;
    }
  /** The answer ended early; the rest is asked for. */
  | { readonly kind: 'continuing'; readonly failure: ReviewFailure }
  /** Running total of one request: the last one of each `request` (0-based) counts. */
  | {
      readonly kind: 'usage';
      readonly request: number;
      readonly usage: Usage;
      readonly modelVersion: string | undefined;
    }
  | { readonly kind: 'reviewed'; readonly files: readonly ChangedFile[] }
  /** `begun`: some of the answer came. */
  | {
      readonly kind: 'part-failed';
      readonly files: readonly ChangedFile[];
      readonly failure: ModelFailure;
      readonly begun: boolean;
    };

interface Round {
  readonly failure: ModelFailure | undefined;
  readonly textReceived: boolean;
  readonly usage: Usage | undefined;
}

/**
 * One planned request to its end: model, parse, place. An answer that ends early is asked on for, once. The last
 * event is the only `reviewed` or the only `part-failed`.
 */
export async function* reviewPart(
  part: ReviewPart,
  client: ModelClient,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<PartEvent, void, void> {
  const known: Finding[] = [];
  let request = part.request;
  let spent: Usage | undefined;
  let begun = false;
  using deadline = startDeadline(part.deadlineMs, clock, signal);
  for (let continued = false; ; continued = true) {
    const round: Round = yield* oneRound(part, request, spent, known, client, clock, deadline, continued);
    begun ||= round.textReceived;
    spent = round.usage ?? spent;
    if (round.failure === undefined) return yield { kind: 'reviewed', files: part.files };
    const how = continued ? undefined : continuationAfter(round.failure, round.textReceived);
    const { fallbackModel = '' } = part;
    if (how === undefined && wantsFallback(round.failure, request.model, fallbackModel)) {
      yield { kind: 'continuing', failure: round.failure };
      request = {
        ...(known.length > 0 ? askingOn(part.request, known, 'the-rest') : part.request),
        model: fallbackModel,
      };
      continue;
    }
    if (how === undefined) {
      return yield { kind: 'part-failed', files: part.files, failure: round.failure, begun };
    }
    yield { kind: 'continuing', failure: round.failure };
    request = askingOn(part.request, known, how);
  }
}

/** One request, retries included; its findings are handed on and added to `known`. */
async function* oneRound(
  part: ReviewPart,
  request: ModelRequest,
  spent: Usage | undefined,
  known: Finding[],
  client: ModelClient,
  clock: Clock,
  deadline: Deadline,
  last: boolean,
): AsyncGenerator<PartEvent, Round, void> {
  let parser = new FindingParser();
  let modelVersion: string | undefined;
  let textReceived = false;
  let usage: Usage | undefined;
  let failure: ModelFailure | undefined;

  const settle = (items: readonly ParsedItem[]): AsyncGenerator<PartEvent, void, void> =>
    placeAll(items, part, modelVersion, known);
  for await (const event of converseWithTools(client, request, part.toolbox, clock, deadline.signal, {
    idleMs: part.silenceMs,
    firstTextMs: 2 * part.silenceMs,
  })) {
    switch (event.kind) {
      case 'text':
        textReceived = true;
        yield* settle(parser.push(event.text));
        break;
      case 'model-version':
        modelVersion = event.modelVersion;
        break;
      case 'usage':
        usage = addUsage(spent ?? noUsage, event.usage);
        yield { kind: 'usage', request: part.index, usage, modelVersion };
        break;
      case 'thought':
        yield { kind: 'thought', request: part.index, text: event.text };
        break;
      case 'looked-up':
        // What it said before it looked something up was no answer, but for findings that are whole.
        yield* settle(findingsOf(parser.end()));
        parser = new FindingParser();
        yield event;
        break;
      case 'finished':
        yield* settle(parser.end());
        break;
      case 'failed': {
        failure = deadline.passed(event.failure);
        const willAskOn = !last && continuationAfter(failure, textReceived) !== undefined;
        // What the cut took away is about to be asked for again: it is not lost.
        yield* settle(willAskOn ? findingsOf(parser.end()) : parser.end());
        break;
      }
      default:
        yield event;
    }
  }
  return { failure, textReceived, usage };
}

async function* placeAll(
  items: readonly ParsedItem[],
  part: ReviewPart,
  modelVersion: string | undefined,
  known: Finding[],
): AsyncGenerator<PartEvent, void, void> {
  for (const item of items) {
    if (item.kind === 'damaged') {
      yield item;
      continue;
    }
    const placed = await part.place(item.raw, modelVersion);
    if (placed === undefined) continue;
    if (placed.kind === 'finding') known.push(placed.finding);
    yield placed;
  }
}

function findingsOf(items: readonly ParsedItem[]): readonly ParsedItem[] {
  return items.filter(({ kind }) => kind === 'finding');
}

/** Every try has met an overload, and there is another model to turn to. */
function wantsFallback(failure: ModelFailure, asked: string, fallbackModel: string): boolean {
  return failure.kind === 'overloaded' && fallbackModel !== '' && asked !== fallbackModel;
}

function askingOn(request: ModelRequest, known: readonly Finding[], how: Continuation): ModelRequest {
  const contents = [...request.contents, askOn(known, how === 'without-quoting')];
  return how === 'think-less' ? { ...request, contents, thinking: 'low' } : { ...request, contents };
}
