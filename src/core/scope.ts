import type { FileRef, Range } from './finding.ts';

/**
 * What the user asked to have reviewed; every surface speaks of it in this one type.
 * `root` and `roots` are absolute paths of repositories (or of plain folders, where no git is needed) with `/`;
 * empty `roots` means every one of the workspace. A revision is anything git can resolve to a commit.
 *
 * Where the scope reaches the work tree, unsaved editors stand in for the disk.
 */
export type Scope =
  /** Staged, unstaged and untracked changes against HEAD. */
  | { readonly kind: 'working-changes'; readonly roots: readonly string[] }
  /** The index against HEAD. */
  | { readonly kind: 'staged'; readonly roots: readonly string[] }
  /** The work tree against the index, with untracked files. */
  | { readonly kind: 'unstaged'; readonly roots: readonly string[] }
  /** Everything this branch would bring: the work tree against the merge base of HEAD and `base`. */
  | { readonly kind: 'branch'; readonly root: string; readonly base: string }
  /** One commit against its first parent (the empty tree for a first commit). */
  | { readonly kind: 'commit'; readonly root: string; readonly revision: string }
  /** From one revision to another, as `git diff from to`. */
  | { readonly kind: 'range'; readonly root: string; readonly from: string; readonly to: string }
  /** Whole files, as they stand. */
  | { readonly kind: 'files'; readonly files: readonly FileRef[] }
  /** Parts of one file; an empty range is grown to the definition around it. */
  | { readonly kind: 'selection'; readonly file: FileRef; readonly ranges: readonly Range[] }
  /** All files below a folder; `path` is relative to `root`. */
  | { readonly kind: 'folder'; readonly root: string; readonly path: string }
  /** All files of whole repositories or folders. */
  | { readonly kind: 'repository'; readonly roots: readonly string[] }
  /** What changed in one saved file since `since`, the text of its last review; HEAD's text when undefined. */
  | { readonly kind: 'saved-file'; readonly file: FileRef; readonly since?: string };

/** What the user has said about which files a review may see. */
export interface SelectionWishes {
  /** `flashReview.exclude`. */
  readonly exclude: Readonly<Record<string, boolean>>;
  /** Bytes of UTF-8. */
  readonly maxBytes: number;
  /** Absolute paths, with `/`, that go in for this review whatever speaks against them. */
  readonly allow: ReadonlySet<string>;
  /** Absolute paths of the scope's files, or of folders with `/` at the end, that are wanted this time; undefined means all. */
  readonly only?: ReadonlySet<string>;
  /** Absolute folders, with `/`: what lies outside all of them is left out. Undefined when everything counts. */
  readonly folders?: readonly string[];
}

/** What a scope speaks of, in a few words: a branch, a commit, a path; empty where its kind says all. */
export function detailOf(scope: Scope): string {
  switch (scope.kind) {
    case 'branch':
      return scope.base;
    case 'commit':
      return scope.revision;
    case 'range':
      return `${scope.from}..${scope.to}`;
    case 'folder':
      return scope.path;
    case 'selection':
    case 'saved-file':
      return scope.file.path;
    case 'files':
      return scope.files.map(({ path }) => path).join(', ');
    default:
      return '';
  }
}
