import { succeed, type GitFailure, type Result } from '../errors.ts';
import type { FileContent } from '../ports.ts';
import type { Candidate, DiffTask, TextUnderReview } from './diffCandidates.ts';
import { fits } from './loadChange.ts';

type Texts = ReadonlyMap<string, TextUnderReview>;

/** The text under review of each candidate; `missing` for a deleted one. */
export async function readCandidates(
  task: DiffTask,
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<Result<Texts, GitFailure>> {
  const { after } = task.comparison;
  if (after === 'work-tree') return readWorkTree(task, candidates, signal);
  const there = candidates.filter(({ diff }) => diff?.status !== 'deleted');
  const paths = there.map(({ path }) => path);
  const contents = await task.repository.readAt(after, paths, signal);
  return contents.ok ? succeed(withFit(candidates, contents.value)) : contents;
}

async function readWorkTree(
  { repository }: DiffTask,
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<Result<Texts, GitFailure>> {
  const texts = new Map<string, TextUnderReview>();
  const inIndex: Candidate[] = [];
  await Promise.all(
    candidates.map(async (candidate) => {
      const { path, diff, untracked, unsaved } = candidate;
      const deleted = diff?.status === 'deleted';
      // What git says is deleted and does not list either may be on disk: as a file it ignores.
      if (deleted && !untracked && unsaved === undefined) return;
      const disk = await candidate.readDisk();
      const replaced =
        unsaved !== undefined && (disk.content.kind === 'text' || disk.content.kind === 'missing');
      const text = replaced ? { content: { kind: 'text', text: unsaved } as const, fitting: false } : disk;
      if (deleted && !untracked) {
        if (replaced) inIndex.push(candidate);
        return;
      }
      texts.set(path, text);
      if (diff !== undefined && text.content.kind === 'missing') inIndex.push(candidate);
    }),
  );
  // A sparse checkout leaves files out of the disk that git compares by the index; and an editor counts for a
  // deleted file only where the index still has it.
  const index = await repository.readAt(
    'index',
    inIndex.map(({ path }) => path),
    signal,
  );
  if (!index.ok) return index;
  for (const { path, diff, unsaved } of inIndex) {
    const content = index.value.get(path);
    if (content === undefined || content.kind === 'missing') continue;
    if (unsaved !== undefined) texts.set(path, { content: { kind: 'text', text: unsaved }, fitting: false });
    else texts.set(path, { content, fitting: diff !== undefined && fits(diff, content) });
  }
  return succeed(texts);
}

function withFit(candidates: readonly Candidate[], contents: ReadonlyMap<string, FileContent>): Texts {
  const texts = new Map<string, TextUnderReview>();
  for (const { path, diff } of candidates) {
    const content = contents.get(path);
    if (content !== undefined)
      texts.set(path, { content, fitting: diff !== undefined && fits(diff, content) });
  }
  return texts;
}
