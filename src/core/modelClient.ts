import type { ModelFailure, Result } from './errors.ts';

/** How long the model thinks before it writes; a model that lacks a level uses its nearest. */
export type ThinkingLevel = 'minimal' | 'low' | 'medium' | 'high';

/** Text, or the bytes of an image or document in base64. */
export type ModelContent = string | InlineData;

export interface InlineData {
  readonly mimeType: string;
  readonly base64: string;
}

export interface ModelRequest {
  /** As the service names it, without `models/`. */
  readonly model: string;
  /** The unchanging part: sent first, byte-stable from review to review. */
  readonly system: string;
  /** The changing part, in order. */
  readonly contents: readonly ModelContent[];
  /** JSON Schema of the answer: type, properties, required, enum, items and description only. */
  readonly schema?: object;
  readonly thinking?: ThinkingLevel;
  readonly maxOutputTokens?: number;
  /** So many of the contents, from the first, are the same when the same files are reviewed again. */
  readonly stableContents?: number;
  /** What the service has stored of this request, by its name: instructions and stable contents are not sent. */
  readonly cachedContent?: string;
  /** What the model may ask to have run; a road without `functions` ignores them. */
  readonly functions?: readonly FunctionDeclaration[];
  /** Calls made so far and what they gave, behind the contents, oldest first. */
  readonly turns?: readonly FunctionTurn[];
  /** The model is to answer now and call no more. */
  readonly callsOver?: true;
  /** Tools the service itself runs, of those that the road has. */
  readonly serviceTools?: readonly ServiceTool[];
}

/** What a service may do by itself while it answers. */
export const serviceTools = ['google-search', 'url-context', 'code-execution'] as const;
export type ServiceTool = (typeof serviceTools)[number];

export interface FunctionDeclaration {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments: type, properties, required, enum, items and description only. */
  readonly parameters: object;
}

/** A function that the model asks to have run. Nothing of it is checked. */
export interface FunctionCall {
  /** The service's; undefined where it gives none. */
  readonly id?: string;
  readonly name: string;
  readonly args: unknown;
}

/** What a call gave, for the model to read. */
export interface FunctionResult {
  readonly call: FunctionCall;
  readonly output: string;
  readonly isError: boolean;
}

/** One turn of the model that ended in calls, and what they gave, in the order of the calls. */
export interface FunctionTurn {
  /** The turn as its road wants it back, thought signatures and all; for no other reader. */
  readonly echo: unknown;
  readonly results: readonly FunctionResult[];
}

/** A page that the service read for an answer. Both are words of others, to be shown as plain text. */
export interface WebSource {
  readonly title: string;
  readonly address: string;
}

/** Tokens of one request as the service counted them. Output billed is `output + thoughts`. */
export interface Usage {
  readonly input: number;
  /** Part of `input`. */
  readonly cachedInput: number;
  readonly output: number;
  readonly thoughts: number;
  /** Queries to a search engine, billed apart; undefined for none. */
  readonly searches?: number;
}

/**
 * What a request brings, in order. `usage` is a running total: the last one counts.
 * The last event is always `finished` (the service's own finish reason, `STOP` being the good one) or `failed`.
 */
export type ModelEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thought'; readonly text: string }
  | { readonly kind: 'model-version'; readonly modelVersion: string }
  | { readonly kind: 'usage'; readonly usage: Usage }
  /** At most once, right before `finished`: the answer goes on when these are answered. */
  | { readonly kind: 'calls'; readonly calls: readonly FunctionCall[]; readonly echo: unknown }
  | { readonly kind: 'sources'; readonly sources: readonly WebSource[] }
  | { readonly kind: 'finished'; readonly reason: string }
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

/** A model as its service describes it; limits in tokens, undefined where the service does not say. */
export interface ModelInfo {
  readonly name: string;
  readonly inputTokenLimit?: number;
  readonly outputTokenLimit?: number;
  /** What is asked and what is answered share `inputTokenLimit`. */
  readonly sharedWindow?: true;
}

/** What the service says of a model, as far as it says it. */
export type TokenLimits = Omit<ModelInfo, 'name'>;

/** What the service says of each model. */
export type ToldLimits = (model: string) => TokenLimits;

/** One way to reach a model. */
export interface ModelClient {
  /** Models may call functions by this road. */
  readonly functions?: true;
  /** Tools of the service that this road has; none when not given. */
  readonly serviceTools?: readonly ServiceTool[];
  /**
   * Sends one request. Never throws for what can go wrong outside this program; an abort ends the
   * iteration with `failed: cancelled`. Leaving the iteration early closes the connection.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  /** The models that can be asked; undefined where the service has no such list. Never throws. */
  list?(signal: AbortSignal): Promise<Result<readonly ModelInfo[], ModelFailure>>;
  /** One of them by its name, limits left out that the service does not tell; undefined where it tells none. Never throws. */
  describe?(model: string, signal: AbortSignal): Promise<Result<ModelInfo, ModelFailure>>;
  /** Input tokens of a request as the service counts them; undefined where it does not count. Never throws. */
  countTokens?(request: ModelRequest, signal: AbortSignal): Promise<Result<number, ModelFailure>>;
  /** Undefined where the service stores nothing. */
  readonly contents?: ContentStore;
  /** Undefined where the service takes no batches. */
  readonly batches?: BatchService;
}

/** The front of a request, stored at the service. */
export interface StoredContent {
  /** As the service names it. */
  readonly name: string;
  /** As we named it; empty when it has none. */
  readonly displayName: string;
  /** Tokens; undefined where the service does not say. */
  readonly tokens?: number;
}

/** Fronts of requests at the service, paid for by the hour. Nothing here throws. */
export interface ContentStore {
  /** Stores the instructions and the stable contents of a request for so long. */
  create(
    request: ModelRequest,
    options: { readonly ttlMs: number; readonly displayName: string },
    signal: AbortSignal,
  ): Promise<Result<StoredContent, ModelFailure>>;
  /** Stores it for so long from now. */
  extend(name: string, ttlMs: number, signal: AbortSignal): Promise<Result<StoredContent, ModelFailure>>;
  /** One that is not there is deleted. */
  delete(name: string, signal: AbortSignal): Promise<Result<void, ModelFailure>>;
  list(signal: AbortSignal): Promise<Result<readonly StoredContent[], ModelFailure>>;
}

/** What a request of a batch has brought, as `stream` would have given it; the last event ends it. */
export type BatchAnswer = readonly ModelEvent[];

/** How far a batch is. `answers` are in the order of the requests. */
export type BatchStatus =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly answers: readonly BatchAnswer[] }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'cancelled' }
  /** The service gave up on it; it waits a day or two at most. */
  | { readonly kind: 'expired' };

/** A batch at the service. */
export interface SubmittedBatch {
  /** As the service names it. */
  readonly name: string;
  /** The file its requests were uploaded in, if they were. */
  readonly file?: string;
}

/** Requests that the service answers when it has time, at a lower price. Nothing here throws. */
export interface BatchService {
  /** All requests are for the same model. */
  submit(
    requests: readonly ModelRequest[],
    displayName: string,
    signal: AbortSignal,
  ): Promise<Result<SubmittedBatch, ModelFailure>>;
  look(name: string, signal: AbortSignal): Promise<Result<BatchStatus, ModelFailure>>;
  cancel(name: string, signal: AbortSignal): Promise<Result<void, ModelFailure>>;
  /** With its answers, and what was uploaded for it. One that is not there is deleted. */
  delete(batch: SubmittedBatch, signal: AbortSignal): Promise<Result<void, ModelFailure>>;
  /** The name of the batch that was given this display name; undefined when there is none. */
  find(displayName: string, signal: AbortSignal): Promise<Result<string | undefined, ModelFailure>>;
}

export const noUsage: Usage = { input: 0, cachedInput: 0, output: 0, thoughts: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  const searches = (a.searches ?? 0) + (b.searches ?? 0);
  return {
    input: a.input + b.input,
    cachedInput: a.cachedInput + b.cachedInput,
    output: a.output + b.output,
    thoughts: a.thoughts + b.thoughts,
    ...(searches === 0 ? {} : { searches }),
  };
}
