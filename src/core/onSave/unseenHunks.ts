import type { ChangedFile } from '../change.ts';
import type { LineSpan } from '../ports.ts';
import { hunkKeys, wholeKey, type Hash, type HunkKeys, type Judge } from './hunkKeys.ts';

/** A hunk that is to be sent; `lines` of the new text, undefined for a file that is sent whole. */
export interface SentHunk extends HunkKeys {
  readonly lines?: LineSpan;
}

/** A hunk that was reviewed before. */
export interface SeenHunk {
  readonly lines: LineSpan;
  /** Ids of what was found in it then. */
  readonly findings: readonly string[];
}

export interface UnseenHunks {
  /** The file with the hunks that are new; undefined when there is none. */
  readonly file: ChangedFile | undefined;
  readonly sent: readonly SentHunk[];
  readonly seen: readonly SeenHunk[];
}

/** Ids of what was found under a key; undefined when it was not reviewed, or cannot be relied on. */
export type Recall = (key: string) => readonly string[] | undefined;

/**
 * Leaves out what was reviewed before. Lines shown for orientation stay: what they explain may be new. `judge` and
 * `hash` make the keys.
 */
export function unseenHunks(file: ChangedFile, recall: Recall, judge: Judge, hash: Hash): UnseenHunks {
  if (file.status === 'whole') return unseenWhole(file, recall, judge, hash);
  const sent: SentHunk[] = [];
  const seen: SeenHunk[] = [];
  const hunks = file.hunks.filter((hunk) => {
    const keys = hunkKeys(file, hunk, judge, hash);
    const { newStart, newLines } = hunk;
    // Where lines were only taken away, the line before stands for the place.
    const lines = { start: newStart, end: newStart + Math.max(0, newLines - 1) };
    const findings = recall(keys.now);
    if (findings === undefined) sent.push({ ...keys, lines });
    else seen.push({ lines, findings });
    return findings === undefined;
  });
  if (hunks.length === 0) return { file: undefined, sent, seen };
  return { file: seen.length === 0 ? file : { ...file, hunks }, sent, seen };
}

function unseenWhole(file: ChangedFile, recall: Recall, judge: Judge, hash: Hash): UnseenHunks {
  const now = wholeKey(file, judge, hash);
  const findings = recall(now);
  if (findings === undefined) return { file, sent: [{ now }], seen: [] };
  const lines = { start: 1, end: (file.text ?? '').split(/\r\n|\r|\n/).length };
  return { file: undefined, sent: [], seen: [{ lines, findings }] };
}
