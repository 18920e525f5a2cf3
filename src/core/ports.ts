import type { GitFailure, ModelFailure, Result } from './errors.ts';

/** How long the model thinks before it writes; a model that lacks a level uses its nearest. */
export type ThinkingLevel = 'minimal' | 'low' | 'medium' | 'high';

export interface ModelRequest {
  /** As the service names it, without `models/`. */
  readonly model: string;
  /** The unchanging part: sent first, byte-stable from review to review. */
  readonly system: string;
  /** The changing part, in order. */
  readonly contents: readonly string[];
  /** JSON Schema of the answer: type, properties, required, enum, items and description only. */
  readonly schema?: object;
  readonly thinking?: ThinkingLevel;
  readonly maxOutputTokens?: number;
}

/** Tokens of one request as the service counted them. Output billed is `output + thoughts`. */
export interface Usage {
  readonly input: number;
  /** Part of `input`. */
  readonly cachedInput: number;
  readonly output: number;
  readonly thoughts: number;
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
  | { readonly kind: 'finished'; readonly reason: string }
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

/** One way to reach a model. */
export interface ModelClient {
  /**
   * Sends one request. Never throws for what can go wrong outside this program; an abort ends the
   * iteration with `failed: cancelled`. Leaving the iteration early closes the connection.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** What is at a path of a work tree. `text` keeps its line ends; a byte-order mark is dropped. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'symlink' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Read access to one git repository. Paths are relative to `root`, with `/`. */
export interface Repository {
  /** Absolute, with `/`, no slash at the end. */
  readonly root: string;
  /** Last part of `root`. */
  readonly name: string;
  /** `git diff` of index and work tree against HEAD (the empty tree before the first commit), with renames. */
  diffWorkTree(signal: AbortSignal): Promise<Result<string, GitFailure>>;
  /** Files git neither tracks nor ignores. */
  listUntracked(signal: AbortSignal): Promise<Result<readonly string[], GitFailure>>;
  /** The text of a path at HEAD; `missing` when it is not there. */
  readHead(path: string, signal: AbortSignal): Promise<Result<FileContent, GitFailure>>;
  /** The file as it is on disk. */
  readWorkTree(path: string): Promise<FileContent>;
}

/** Texts that stand in for what is on disk: the editors with unsaved changes. */
export interface Overlay {
  /** Absolute path with `/` to the text in the editor. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Time, so that tests need not wait. `sleep` rejects with the signal's reason when aborted. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
