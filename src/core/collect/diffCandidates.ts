import { succeed, type GitFailure, type Result } from '../errors.ts';
import type { FileContent, Repository } from '../ports.ts';
import type { Comparison } from './comparison.ts';
import { DiffReader, type ParsedFile } from './diffReader.ts';
import { fits, judgeHeader } from './loadChange.ts';
import { createQueue } from './readQueue.ts';

/** Files of one repository read at the same time. */
const concurrentReads = 8;

/** What is compared in one repository. */
export interface DiffTask {
  readonly repository: Repository;
  readonly comparison: Comparison;
  /** Texts of unsaved editors by path in the repository. */
  readonly unsaved: ReadonlyMap<string, string>;
}

/** A text to review, and whether git's hunks are about that very text. */
export interface TextUnderReview {
  readonly content: FileContent;
  readonly fitting: boolean;
}

/** One path that may have changed, with who says so. */
export interface Candidate {
  readonly path: string;
  readonly diff: ParsedFile | undefined;
  readonly untracked: boolean;
  /** The text of its editor where the work tree is under review. */
  readonly unsaved: string | undefined;
  /** As the file is on disk. */
  readonly readDisk: () => Promise<TextUnderReview>;
}

/** All candidates in order of path. Files on disk are being read while git still compares. */
export async function listCandidates(
  { repository, comparison, unsaved }: DiffTask,
  signal: AbortSignal,
): Promise<Result<readonly Candidate[], GitFailure>> {
  const onDisk = comparison.after === 'work-tree';
  const queue = createQueue(concurrentReads);
  const read = async (path: string, diff: ParsedFile | undefined): Promise<TextUnderReview> =>
    queue(async () => {
      const content: FileContent = signal.aborted ? { kind: 'missing' } : await repository.readWorkTree(path);
      return { content, fitting: diff !== undefined && fits(diff, content) };
    });
  const diffs = new Map<string, ParsedFile>();
  const begun = new Map<string, Promise<TextUnderReview>>();
  const take = (files: readonly ParsedFile[]): void => {
    for (const file of files) {
      diffs.set(file.path, file);
      const certain = file.status !== 'deleted' && !file.binary && judgeHeader(file) === undefined;
      if (onDisk && certain) begun.set(file.path, read(file.path, file));
    }
  };
  const reader = new DiffReader();
  const [diff, others] = await Promise.all([
    repository.diff(comparison.sides, (text) => take(reader.push(text)), signal),
    onDisk ? repository.listUntracked(signal) : succeed([]),
  ]);
  take(reader.end());
  // Nothing may go on reading behind a failure.
  if (!diff.ok || !others.ok) await Promise.all(begun.values());
  if (!diff.ok) return diff;
  if (!others.ok) return others;
  const untracked = new Set(others.value);
  const editors = onDisk ? unsaved : new Map<string, string>();
  const paths = new Set([...diffs.keys(), ...untracked, ...editors.keys()]);
  const candidates = [...paths].map((path) => ({
    path,
    diff: diffs.get(path),
    untracked: untracked.has(path),
    unsaved: editors.get(path),
    readDisk: async () => begun.get(path) ?? read(path, diffs.get(path)),
  }));
  return succeed(candidates.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}
