import type { ChangedFile, DiffLine, Hunk } from '../change.ts';

/** Who judges; what one of them has reviewed is new to another. */
export interface Judge {
  readonly model: string;
  readonly effort: string;
  /** Stands for everything else the answer hangs on: the prompt's version, the user's instructions. */
  readonly prompt: string;
}

export interface HunkKeys {
  /** Of the hunk as it is now. */
  readonly now: string;
  /** Of what stood there before; undefined when nothing did. */
  readonly before?: string;
}

/** Gives a text an id by its content. */
export type Hash = (text: string) => string;

/**
 * Keys of one hunk, by its lines with all that is shown around them: grown hunks hold their definitions. Line numbers
 * do not count, so that a hunk keeps its key when lines are put in above it.
 */
export function hunkKeys(file: ChangedFile, hunk: Hunk, judge: Judge, hash: Hash): HunkKeys {
  const keyOf = (side: readonly DiffLine[]): string =>
    hash(JSON.stringify([...placeOf(file, judge), 'hunk', side.map(({ text }) => text).join('\n')]));
  const before = hunk.lines.filter(({ kind }) => kind !== 'added');
  const now = keyOf(hunk.lines.filter(({ kind }) => kind !== 'removed'));
  return before.length === 0 ? { now } : { now, before: keyOf(before) };
}

/** The key of a file that is reviewed as it stands. */
export function wholeKey(file: ChangedFile, judge: Judge, hash: Hash): string {
  return hash(JSON.stringify([...placeOf(file, judge), 'whole', file.text ?? '']));
}

function placeOf({ ref }: ChangedFile, { model, effort, prompt }: Judge): readonly string[] {
  return [model, effort, prompt, ref.root, ref.path];
}
