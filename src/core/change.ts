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

/** `whole`: not a change; the file is reviewed as it stands. */
export type ChangeStatus = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed' | 'whole';

/** One file of a parsed diff, before anything was read from disk. Paths are relative, decoded, with `/`. */
export interface FileDiff {
  readonly status: Exclude<ChangeStatus, 'whole'>;
  readonly path: string;
  /** Where it was before; only for `renamed` and `copied`. */
  readonly previousPath?: string;
  readonly binary: boolean;
  /** Octal, as git prints them (`100644`, `120000` symlink, `160000` submodule); undefined when git is silent. */
  readonly oldMode?: string;
  readonly newMode?: string;
  readonly hunks: readonly Hunk[];
}

/** One file, ready to be reviewed. */
export interface ChangedFile {
  readonly ref: FileRef;
  /** How the model is told of it: `ref.path`, with the repository's name in front when several are reviewed. */
  readonly label: string;
  readonly status: ChangeStatus;
  readonly previousPath?: string;
  /** The text under review, unsaved edits included, line ends untouched; undefined when deleted. */
  readonly text?: string;
  /** The text as it stands in the editor or on disk, where that is another; null when there is none any more. */
  readonly currentText?: string | null;
  /** The changed parts, in order, grown to what is shown around them; empty for `whole`. */
  readonly hunks: readonly Hunk[];
  /** For `whole`: the lines asked about, 1-based and inclusive; undefined means all. */
  readonly focus?: readonly { readonly start: number; readonly end: number }[];
  /** For a part of a `whole` file that is too large for one request: the lines it shows, 1-based and inclusive. */
  readonly shown?: { readonly start: number; readonly end: number };
  /** Lines outside the hunks shown for orientation (imports, signatures of what is called), 1-based, in order. */
  readonly surroundings?: readonly { readonly line: number; readonly text: string }[];
}

/** An image or document that goes along with a change. */
export interface Attachment {
  readonly ref: FileRef;
  readonly label: string;
  readonly mimeType: string;
  readonly base64: string;
}

/** A file of the project that tells reviewers what to look for. */
export interface Guidance {
  /** A path, or the name of the setting it comes from. */
  readonly source: string;
  readonly text: string;
  /** The text was longer than guidance may be and is cut. */
  readonly cut: boolean;
}

export type SkipReason =
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'symlink' }
  | { readonly kind: 'submodule' }
  | { readonly kind: 'private-key' }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'no-text-change' }
  /** Alone more than a request may hold, and not to be cut: a single line is too long. */
  | { readonly kind: 'over-budget'; readonly tokens: number }
  /** `rule` is the pattern, `source` the file or setting it stands in. */
  | { readonly kind: 'ignored'; readonly source: string; readonly rule: string }
  | { readonly kind: 'generated'; readonly by: 'attribute' | 'name' | 'marker' }
  | { readonly kind: 'vendored'; readonly by: 'attribute' | 'name' }
  | { readonly kind: 'lock-file' }
  | { readonly kind: 'minified' }
  | { readonly kind: 'lfs-pointer' }
  /** In a repository whose root is not open: the file lies outside the folders that are. */
  | { readonly kind: 'outside-workspace' };

/** Skips that the user can overrule for one review; the others have nothing to send, or must not be sent. */
export const overridable: ReadonlySet<SkipReason['kind']> = new Set([
  'too-large',
  'ignored',
  'generated',
  'vendored',
  'lock-file',
  'minified',
  'outside-workspace',
]);

export interface SkippedFile {
  readonly ref: FileRef;
  readonly reason: SkipReason;
}

/** What a scope came to. Every file of the scope is in exactly one of the lists. */
export interface CollectedChange {
  readonly files: readonly ChangedFile[];
  readonly skipped: readonly SkippedFile[];
}
