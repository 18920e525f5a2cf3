import type { ChangedFile, SkippedFile, SkipReason } from '../change.ts';
import type { ReviewFailure } from '../errors.ts';
import type { FileRef } from '../finding.ts';

/**
 * What became of one file of the scope.
 * - `partly`: the answer about it ended early; findings that came stand.
 * - `not-reviewed`: it was to be reviewed, and no answer came.
 */
export type FileCoverage =
  | { readonly ref: FileRef; readonly kind: 'reviewed' }
  | { readonly ref: FileRef; readonly kind: 'partly'; readonly failure: ReviewFailure }
  | { readonly ref: FileRef; readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly ref: FileRef; readonly kind: 'not-reviewed'; readonly failure?: ReviewFailure };

/** Folds the events of a review into one list with every file of the scope in it, once. */
export class CoverageLedger {
  readonly #files = new Map<string, FileCoverage>();
  readonly #context = new Map<string, FileRef>();

  collected(files: readonly Pick<ChangedFile, 'ref'>[]): void {
    for (const { ref } of files) this.#set({ ref, kind: 'not-reviewed' });
  }

  skipped(files: readonly SkippedFile[]): void {
    for (const { ref, reason } of files) this.#set({ ref, kind: 'skipped', reason });
  }

  /** A file spread over several requests is reviewed when all of them are. */
  reviewed(files: readonly Pick<ChangedFile, 'ref'>[]): void {
    for (const { ref } of files) {
      const known = this.#files.get(keyOf(ref));
      if (known?.kind === 'partly') continue;
      this.#set(
        known?.kind === 'not-reviewed' && known.failure !== undefined
          ? { ref, kind: 'partly', failure: known.failure }
          : { ref, kind: 'reviewed' },
      );
    }
  }

  /** `begun`: some of the answer came. */
  failed(files: readonly Pick<ChangedFile, 'ref'>[], failure: ReviewFailure, begun: boolean): void {
    for (const { ref } of files) {
      const before = this.#files.get(keyOf(ref))?.kind;
      const some = begun || before === 'reviewed' || before === 'partly';
      this.#set({ ref, kind: some ? 'partly' : 'not-reviewed', failure });
    }
  }

  /** The model has seen of them while it reviewed others. */
  readAsContext(files: readonly FileRef[]): void {
    for (const ref of files) this.#context.set(keyOf(ref), ref);
  }

  /** What was read for context and is not of the scope, sorted by root and path. */
  context(): readonly FileRef[] {
    const beside = [...this.#context].filter(([key]) => !this.#files.has(key));
    return beside.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref);
  }

  /** Sorted by root and path. */
  all(): readonly FileCoverage[] {
    return [...this.#files].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  }

  #set(file: FileCoverage): void {
    this.#files.set(keyOf(file.ref), file);
  }
}

export function countCoverage(
  files: readonly FileCoverage[],
): Readonly<Record<FileCoverage['kind'], number>> {
  const counts = { reviewed: 0, partly: 0, skipped: 0, 'not-reviewed': 0 };
  for (const { kind } of files) counts[kind]++;
  return counts;
}

function keyOf({ root, path }: FileRef): string {
  return `${root}\0${path}`;
}
