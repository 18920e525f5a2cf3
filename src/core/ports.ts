import type { SkipReason } from './change.ts';
import type { GitFailure, InternalFailure, Result } from './errors.ts';
import type { FileRef } from './finding.ts';
import type { SelectionWishes } from './scope.ts';

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

/** Many files of one root, to be read, selected, scanned and measured away from the editor's thread. */
export interface ReadTask {
  readonly root: string;
  /** The root is a repository; a plain folder has no git attributes. */
  readonly git: boolean;
  /** Relative to `root`. */
  readonly paths: readonly string[];
  /** What stands before a path in its label; may be empty. */
  readonly labelPrefix: string;
  readonly selection: SelectionWishes;
  readonly overlay: Overlay;
}

export interface ReadFile {
  /** Among the paths of the task. */
  readonly place: number;
  readonly text: string;
  /** Estimated input tokens as it will be sent: lines numbered, secrets out. */
  readonly tokens: number;
  readonly secrets: readonly SecretSpan[];
}

/** What came of some of the paths, in no order; `failed` is the last. Files that are gone are in no batch. */
export type ReadEvent =
  | {
      readonly kind: 'batch';
      readonly files: readonly ReadFile[];
      readonly skipped: readonly { readonly place: number; readonly reason: SkipReason }[];
    }
  | { readonly kind: 'failed'; readonly failure: GitFailure | InternalFailure };

/** Never throws for what can go wrong outside this program. An abort ends it with `failed: cancelled`. */
export type ReadRepository = (task: ReadTask, signal: AbortSignal) => AsyncIterable<ReadEvent>;

/** Time, so that tests need not wait. `sleep` rejects with the signal's reason when aborted. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
