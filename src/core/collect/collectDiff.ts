import { fail, succeed, type GitFailure, type Result } from '../errors.ts';
import type { FileContent } from '../ports.ts';
import { listCandidates, type Candidate, type DiffTask } from './diffCandidates.ts';
import { judgeDiffed, judgeHeader, judgeUnsaved, judgeUntracked, settle } from './loadChange.ts';
import type { Compare, Verdict } from './loadChange.ts';
import { admit, skip, type LoadedChange } from './loadedChange.ts';
import type { OpenSelection } from './openSelection.ts';
import { readCandidates } from './readCandidates.ts';
import { takeTurns } from '../turns.ts';

type Verdicts = ReadonlyMap<string, Verdict>;

const missing: FileContent = { kind: 'missing' };

/** Every path that differs between two sides of a repository, in order of path, with what it came to. */
export async function collectDiff(
  task: DiffTask,
  openSelection: OpenSelection | undefined,
  signal: AbortSignal,
): Promise<Result<readonly (readonly [string, LoadedChange])[], GitFailure>> {
  const listed = await listCandidates(task, signal);
  if (!listed.ok) return listed;
  const candidates = listed.value;
  const paths = candidates.map(({ path }) => path);
  const opened = await openSelection?.(task.repository, paths, signal);
  if (opened?.ok === false) return opened;
  const selection = opened?.value;

  const verdicts = new Map<string, Verdict>();
  const turn = takeTurns();
  for (const { path, diff, untracked } of candidates) {
    await turn();
    // Of what git does not list it may know nothing at all: that is asked of the index first.
    const reason = diff !== undefined || untracked ? selection?.selectPath(path) : undefined;
    const verdict = reason === undefined ? diff && judgeHeader(diff) : skip(reason);
    if (verdict !== undefined) verdicts.set(path, verdict);
  }
  const open = candidates.filter(({ path }) => !verdicts.has(path));
  const texts = await readCandidates(task, open, signal);
  if (!texts.ok) return texts;
  for (const { path, diff, untracked } of open) {
    await turn();
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const { content = missing, fitting = false } = texts.value.get(path) ?? {};
    if (diff !== undefined) verdicts.set(path, judgeDiffed(diff, content, fitting));
    else verdicts.set(path, untracked ? judgeUntracked(path, content) : judgeUnsaved(path, content));
  }
  const compared = await compareAll(task, verdicts, signal);
  if (!compared.ok) return compared;

  const loaded: (readonly [string, LoadedChange])[] = [];
  for (const candidate of candidates) {
    await turn();
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const { path } = candidate;
    const settled = compared.value.get(path);
    if (settled?.kind !== 'file') {
      if (settled !== undefined) loaded.push([path, settled]);
      continue;
    }
    const reason = selection?.selectPath(path);
    const admitted = reason === undefined ? admit(path, settled.file, selection) : skip(reason);
    loaded.push([path, await withCurrentText(task, candidate, admitted)]);
  }
  return signal.aborted ? fail({ kind: 'cancelled' }) : succeed(loaded);
}

/** The verdicts with every comparison made: all earlier texts of one side in one go. */
async function compareAll(
  { repository, comparison }: DiffTask,
  verdicts: Verdicts,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, LoadedChange>, GitFailure>> {
  const settled = new Map<string, LoadedChange>();
  const asked: (readonly [string, Compare])[] = [];
  for (const [path, verdict] of verdicts) {
    if (verdict.kind === 'compare') asked.push([path, verdict]);
    else settled.set(path, verdict);
  }
  if (asked.length === 0) return succeed(settled);
  const turn = takeTurns();
  const attributes = await repository.attributes(
    asked.flatMap(([path, { binary }]) => (binary ? [path] : [])),
    signal,
  );
  if (!attributes.ok) return attributes;
  for (const side of ['before', 'head'] as const) {
    const group = asked.filter(([, { against }]) => against === side);
    const revision = side === 'head' ? { commit: 'HEAD' } : comparison.before;
    const paths = group.map(([, { beforePath }]) => beforePath);
    const texts = await repository.readAt(revision, paths, signal);
    if (!texts.ok) return texts;
    for (const [path, compare] of group) {
      await turn();
      if (signal.aborted) return fail({ kind: 'cancelled' });
      const before = texts.value.get(compare.beforePath) ?? missing;
      settled.set(path, await settle(compare, before, attributes.value.get(path)?.binary === true));
    }
  }
  return succeed(settled);
}

/** Where an earlier version is under review, the text of now, so that findings can be placed in it. */
async function withCurrentText(
  { comparison, unsaved }: DiffTask,
  { path, readDisk }: Candidate,
  change: LoadedChange,
): Promise<LoadedChange> {
  if (comparison.after === 'work-tree' || change.kind !== 'file' || change.file.text === undefined)
    return change;
  const disk = await readDisk();
  const currentText = unsaved.get(path) ?? (disk.content.kind === 'text' ? disk.content.text : null);
  if (currentText === change.file.text) return change;
  return { kind: 'file', file: { ...change.file, currentText } };
}
