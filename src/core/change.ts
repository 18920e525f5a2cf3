import type { FileRef } from './finding.ts';

/** One line of a hunk. Line numbers are 1-based, as git and the model count. `text` is without its line end. */
export type DiffLine =
  | { readonly kind: 'context'; readonly text: string; readonly oldLine: number; readonly newLine: number }
  | { readonly kind: 'added'; readonly text: string; readonly newLine: number }
  | { readonly kind: 'removed'; readonly text: string; readonly oldLine: number };

export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly DiffLine[];
}

export type ChangeStatus = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed';

/** One file of a parsed diff, before anything was read from disk. Paths are relative, decoded, with `/`. */
export interface FileDiff {
  readonly status: ChangeStatus;
  readonly path: string;
  /** Where it was before; only for `renamed` and `copied`. */
  readonly previousPath?: string;
  readonly binary: boolean;
  /** Octal, as git prints them (`100644`, `120000` symlink, `160000` submodule); undefined when git is silent. */
  readonly oldMode?: string;
  readonly newMode?: string;
  readonly hunks: readonly Hunk[];
}

/** One changed file, ready to be reviewed. */
export interface ChangedFile {
  readonly ref: FileRef;
  /** How the model is told of it: `ref.path`, with the repository's name in front when several are reviewed. */
  readonly label: string;
  readonly status: ChangeStatus;
  readonly previousPath?: string;
  /** The text as it stands now, unsaved edits included, line ends untouched; undefined when deleted. */
  readonly text?: string;
  readonly hunks: readonly Hunk[];
}

export type SkipReason =
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'symlink' }
  | { readonly kind: 'submodule' }
  | { readonly kind: 'private-key' }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'no-text-change' }
  | { readonly kind: 'over-budget'; readonly tokens: number };

export interface SkippedFile {
  readonly ref: FileRef;
  readonly reason: SkipReason;
}

/** What a scope came to. Every changed file is in exactly one of the two lists. */
export interface CollectedChange {
  readonly files: readonly ChangedFile[];
  readonly skipped: readonly SkippedFile[];
}
