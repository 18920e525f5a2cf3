import type { ChangedFile, CollectedChange, SkippedFile } from '../change.ts';
import { fail, succeed, type CollectFailure, type Result } from '../errors.ts';
import type { FileRef } from '../finding.ts';
import type { Overlay, SourceTree } from '../ports.ts';
import type { Scope } from '../scope.ts';
import { collectDiff } from './collectDiff.ts';
import { compareFor, type DiffScope } from './comparison.ts';
import { focusSpans, type Grow } from './focusSpans.ts';
import { isRepository, listScope, sourcesWith, type WholeScope } from './listScope.ts';
import type { LoadedChange } from './loadedChange.ts';
import { loadSaved } from './loadSaved.ts';
import { loadWhole } from './loadWhole.ts';
import type { OpenSelection } from './openSelection.ts';
import { unsavedIn } from './overlaidText.ts';
import { repositoryLabels } from './repositoryLabels.ts';

export interface CollectOptions {
  /** Which files the review gets to see; all of them when not given. */
  readonly openSelection?: OpenSelection;
  /** What an empty selection grows to; its indentation block when not given, or where it gives nothing. */
  readonly grow?: Grow;
}

/**
 * Everything a scope comes to, in order of root and path (`files` in the order asked). Every file of the scope is in
 * exactly one of the two lists. `sources` are the roots the scope may speak of; scopes that compare need repositories.
 */
export async function collectScope(
  scope: Scope,
  sources: readonly SourceTree[],
  overlay: Overlay,
  signal: AbortSignal,
  options: CollectOptions = {},
): Promise<Result<CollectedChange, CollectFailure>> {
  switch (scope.kind) {
    case 'working-changes':
    case 'staged':
    case 'unstaged':
      return collectChanges(scope, scope.roots, sources, overlay, signal, options);
    case 'branch':
    case 'commit':
    case 'range':
      return collectChanges(scope, [scope.root], sources, overlay, signal, options);
    case 'files':
    case 'selection':
    case 'folder':
    case 'repository':
      return collectWhole(scope, sources, overlay, signal, options);
    case 'saved-file': {
      const { root, path } = scope.file;
      const source = sources.find((one) => one.root === root);
      if (source === undefined) return fail({ kind: 'no-repository' });
      const loaded = await loadSaved(source, path, scope.since, overlay, options.openSelection, signal);
      return loaded.ok ? succeed(gather([[scope.file, path, loaded.value]])) : loaded;
    }
  }
}

async function collectChanges(
  scope: DiffScope,
  roots: readonly string[],
  sources: readonly SourceTree[],
  overlay: Overlay,
  signal: AbortSignal,
  { openSelection }: CollectOptions,
): Promise<Result<CollectedChange, CollectFailure>> {
  const repositories = sourcesWith(roots, sources.filter(isRepository));
  if (repositories === undefined) return fail({ kind: 'no-repository' });
  const labels = repositoryLabels(repositories.map(({ root }) => root));
  const all = sources.map(({ root }) => root);
  const gathered: (readonly [FileRef, string, LoadedChange])[] = [];
  for (const [index, repository] of repositories.entries()) {
    const { root } = repository;
    const comparison = await compareFor(scope, repository, signal);
    if (!comparison.ok) return comparison;
    const task = { repository, comparison: comparison.value, unsaved: unsavedIn(root, overlay, all) };
    const loaded = await collectDiff(task, openSelection, signal);
    if (!loaded.ok) return loaded;
    const prefix = labels[index] ?? '';
    for (const [path, change] of loaded.value) gathered.push([{ root, path }, `${prefix}${path}`, change]);
  }
  return succeed(gather(gathered));
}

async function collectWhole(
  scope: WholeScope,
  sources: readonly SourceTree[],
  overlay: Overlay,
  signal: AbortSignal,
  { openSelection, grow }: CollectOptions,
): Promise<Result<CollectedChange, CollectFailure>> {
  const files = await listScope(scope, sources, signal);
  if (!files.ok) return files;
  const byName = scope.kind === 'files' || scope.kind === 'selection';
  const whole = { files: files.value, byName };
  if (scope.kind !== 'selection') return loadWhole(whole, overlay, openSelection, signal);
  const focusOn = async (path: string, text: string) => focusSpans(path, text, scope.ranges, grow);
  return loadWhole({ ...whole, focusOn }, overlay, openSelection, signal);
}

function gather(changes: readonly (readonly [FileRef, string, LoadedChange])[]): CollectedChange {
  const files: ChangedFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const [ref, label, change] of changes) {
    if (change.kind === 'file') files.push({ ref, label, ...change.file });
    else if (change.kind === 'skipped') skipped.push({ ref, reason: change.reason });
  }
  return { files, skipped };
}
