import type { GitFailure, ModelFailure, Result } from './errors.ts';
import type { FileRef } from './finding.ts';
import type { BatchService, ContentStore } from './modelServices.ts';

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

/** What is at a path of a work tree. `text` keeps its line ends; a byte-order mark is dropped. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'symlink' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Read access to one folder of files, git or not. Paths are relative to `root`, with `/`. */
export interface SourceTree {
  /** Absolute, with `/`, no slash at the end. */
  readonly root: string;
  /** Last part of `root`. */
  readonly name: string;
  /**
   * The files at or below `folder` (relative, '' for all), sorted by UTF-16 code units. In a repository those git
   * tracks and those it neither tracks nor ignores; in a plain folder what its `.gitignore` files leave.
   * Symbolic links are listed, never entered; other repositories inside are left out.
   */
  listFiles(folder: string, signal: AbortSignal): Promise<Result<readonly string[], GitFailure>>;
  /** The file as it is on disk. */
  readWorkTree(path: string): Promise<FileContent>;
}

/** The two sides of a `git diff`. `from` and `to` are full hashes of commits or trees. */
export type DiffSides =
  | { readonly kind: 'head-to-work-tree' }
  | { readonly kind: 'head-to-index' }
  | { readonly kind: 'index-to-work-tree' }
  | { readonly kind: 'revision-to-work-tree'; readonly from: string }
  | { readonly kind: 'revisions'; readonly from: string; readonly to: string };

/** Where a version of a file is kept: `index`, or a commit. */
export type Revision = 'index' | { readonly commit: string };

/** What `.gitattributes` say of a path. */
export interface FileAttributes {
  readonly generated?: boolean;
  readonly vendored?: boolean;
  /** `binary`, or `-diff`: git treats the file as binary. */
  readonly binary?: boolean;
}

/**
 * Read access to one git repository, or to one folder of it when `root` is not its top: then all paths are relative
 * to that folder and nothing outside it is seen.
 */
export interface Repository extends SourceTree {
  /**
   * `git diff` with renames; before the first commit, HEAD is the empty tree. `receive` is called with the output
   * piece by piece while git runs, so that reading can begin.
   */
  diff(
    sides: DiffSides,
    receive: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Result<void, GitFailure>>;
  /** Files git neither tracks nor ignores. */
  listUntracked(signal: AbortSignal): Promise<Result<readonly string[], GitFailure>>;
  /** The texts of many paths at a revision, in one go; every path asked for is there, maybe as `missing`. */
  readAt(
    revision: Revision,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, FileContent>, GitFailure>>;
  /** The commit a revision names, as its full hash; undefined when it names none or begins with `-`. */
  resolve(revision: string, signal: AbortSignal): Promise<Result<string | undefined, GitFailure>>;
  /** Full hash of the best common ancestor; undefined when there is none (or a shallow clone hides it). */
  mergeBase(a: string, b: string, signal: AbortSignal): Promise<Result<string | undefined, GitFailure>>;
  /** First parent of a commit; the empty tree's hash for a first commit; undefined where a shallow clone ends. */
  parentOf(commit: string, signal: AbortSignal): Promise<Result<string | undefined, GitFailure>>;
  /** `linguist-generated`, `linguist-vendored` and `binary` of many paths in one call; silent paths are absent. */
  attributes(
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, FileAttributes>, GitFailure>>;
}

/** 1-based, inclusive line numbers. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/** What a parser sees in a file, as far as collecting and the fix gate need it. */
export interface Outline {
  /** Functions, methods, classes and the like, outer before inner; `signature` ends before the body. */
  readonly definitions: readonly {
    readonly name: string;
    readonly lines: LineSpan;
    readonly signature: LineSpan;
  }[];
  /** Import, include, use and require statements. */
  readonly imports: readonly LineSpan[];
  /** Names that are called, by line. */
  readonly calls: readonly { readonly line: number; readonly name: string }[];
  /** Nodes the parser could not make sense of, or had to make up. */
  readonly errors: number;
}

/** A parser for many languages. */
export interface Syntax {
  /** Undefined when there is no grammar for the path's name, or the text is too large to parse. Never throws. */
  outline(path: string, text: string, signal: AbortSignal): Promise<Outline | undefined>;
}

/** One secret in a text. `start` and `end` are UTF-16 offsets, end-exclusive. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** The rule that found it, for the user to read: `github-token`, `private-key`. */
  readonly rule: string;
}

export interface SecretScanner {
  /** In text order, not overlapping. Never throws for any text. */
  scan(path: string, text: string): Promise<readonly SecretSpan[]>;
}

/** A line of a file, 1-based, as the file is in the editor or on disk. */
export interface SymbolPlace {
  readonly file: FileRef;
  readonly line: number;
}

/** What language services know of names. Empty where none knows; may hold any file. Never throws. */
export interface SymbolPlaces {
  definitions(name: string, at: SymbolPlace, signal: AbortSignal): Promise<readonly SymbolPlace[]>;
  references(name: string, at: SymbolPlace, signal: AbortSignal): Promise<readonly SymbolPlace[]>;
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
