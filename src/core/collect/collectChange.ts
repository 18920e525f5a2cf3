import type { ChangedFile, CollectedChange, FileDiff, SkippedFile } from '../change.ts';
import { fail, succeed, type GitFailure, type Result } from '../errors.ts';
import type { Overlay, Repository } from '../ports.ts';
import { loadDiffed, loadUnsaved, loadUntracked, type LoadedChange } from './loadChange.ts';
import { parseDiff } from './parseDiff.ts';

/** Files of one repository read at the same time. */
const concurrentReads = 8;

/**
 * Everything that differs from HEAD in the given repositories: staged, unstaged, untracked and, on top, what
 * stands unsaved in editors. In order of repository and path; every changed path is in one of the two lists.
 */
export async function collectWorkingChanges(
  repositories: readonly Repository[],
  overlay: Overlay,
  signal: AbortSignal,
): Promise<Result<CollectedChange, GitFailure>> {
  const labels = repositoryLabels(repositories.map(({ root }) => root));
  const files: ChangedFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const [index, repository] of repositories.entries()) {
    const loaded = await loadRepository(repository, unsavedIn(repository, overlay, repositories), signal);
    if (!loaded.ok) return loaded;
    const prefix = labels[index] ?? '';
    for (const [path, change] of loaded.value) {
      const ref = { root: repository.root, path };
      if (change.kind === 'file') files.push({ ref, label: `${prefix}${path}`, ...change.file });
      else if (change.kind === 'skipped') skipped.push({ ref, reason: change.reason });
    }
  }
  return succeed({ files, skipped });
}

type Load = () => Promise<Result<LoadedChange, GitFailure>>;

async function loadRepository(
  repository: Repository,
  unsaved: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Result<readonly (readonly [string, LoadedChange])[], GitFailure>> {
  const [diff, untracked] = await Promise.all([
    repository.diff({ kind: 'head-to-work-tree' }, signal),
    repository.listUntracked(signal),
  ]);
  if (!diff.ok) return diff;
  if (!untracked.ok) return untracked;
  const loads = new Map<string, Load>();
  for (const [path, text] of unsaved) {
    loads.set(path, async () => loadUnsaved(repository, path, text, signal));
  }
  for (const path of untracked.value) {
    loads.set(path, async () => succeed(await loadUntracked(repository, path, unsaved.get(path))));
  }
  const diffs: readonly FileDiff[] = parseDiff(diff.value);
  for (const file of diffs) {
    loads.set(file.path, async () => loadDiffed(repository, file, unsaved.get(file.path), signal));
  }
  const paths = [...loads.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  return loadAll(paths, loads, signal);
}

/** In the order of `paths`, a few at a time; the first failure ends it. */
async function loadAll(
  paths: readonly string[],
  loads: ReadonlyMap<string, Load>,
  signal: AbortSignal,
): Promise<Result<readonly (readonly [string, LoadedChange])[], GitFailure>> {
  const results = new Map<string, LoadedChange>();
  const waiting = paths.values();
  let failure: GitFailure | undefined;
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      if (signal.aborted) failure ??= { kind: 'cancelled' };
      if (failure !== undefined) return;
      const result = await loads.get(path)?.();
      if (result?.ok === true) results.set(path, result.value);
      else if (result !== undefined) failure ??= result.failure;
    }
  };
  await Promise.all(Array.from({ length: concurrentReads }, work));
  if (failure !== undefined) return fail(failure);
  return succeed([...results].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Unsaved texts by path in this repository; those in a repository nested in it are that one's. */
function unsavedIn(
  { root }: Repository,
  overlay: Overlay,
  repositories: readonly Repository[],
): ReadonlyMap<string, string> {
  const nested = repositories.filter((other) => other.root.startsWith(`${root}/`));
  const found = new Map<string, string>();
  for (const [path, text] of overlay.texts) {
    if (!path.startsWith(`${root}/`) || path.startsWith(`${root}/.git/`)) continue;
    if (nested.some((other) => path.startsWith(`${other.root}/`))) continue;
    found.set(path.slice(root.length + 1), text);
  }
  return found;
}

/** What goes in front of paths: nothing for one repository, else as much of each root's end as tells them apart. */
export function repositoryLabels(roots: readonly string[]): readonly string[] {
  if (roots.length < 2) return roots.map(() => '');
  return roots.map((root) => {
    const parts = root.split('/');
    for (let count = 1; count <= parts.length; count++) {
      const label = parts.slice(-count).join('/');
      const same = roots.filter((other) => other === label || other.endsWith(`/${label}`));
      if (same.length === 1) return `${label}/`;
    }
    return `${root}/`;
  });
}
