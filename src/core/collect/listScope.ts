import { fail, succeed, type CollectFailure, type Result } from '../errors.ts';
import type { FileRef } from '../finding.ts';
import type { Repository, SourceTree } from '../ports.ts';
import type { Scope } from '../scope.ts';
import { repositoryLabels } from './repositoryLabels.ts';

export type WholeScope = Extract<Scope, { readonly kind: 'files' | 'selection' | 'folder' | 'repository' }>;

/** One file that is reviewed as it stands, and where it is read. */
export interface ListedFile {
  readonly source: SourceTree;
  readonly ref: FileRef;
  /** As `ChangedFile.label`. */
  readonly label: string;
}

export function isRepository(source: SourceTree): source is Repository {
  return 'diff' in source;
}

/** The sources with these roots, all for no roots; undefined when there is none, or not every one. */
export function sourcesWith<T extends SourceTree>(
  roots: readonly string[],
  sources: readonly T[],
): readonly T[] | undefined {
  const found = sources.filter(({ root }) => roots.length === 0 || roots.includes(root));
  return found.length === 0 || found.length < new Set(roots).size ? undefined : found;
}

/** The files of a scope that is no comparison: for folders and repositories sorted by root and path. */
export async function listScope(
  scope: WholeScope,
  sources: readonly SourceTree[],
  signal: AbortSignal,
): Promise<Result<readonly ListedFile[], CollectFailure>> {
  switch (scope.kind) {
    case 'files':
      return labelled(scope.files, sources);
    case 'selection':
      return labelled([scope.file], sources);
    case 'folder':
      return listAll([scope.root], scope.path, sources, signal);
    case 'repository':
      return listAll(scope.roots, '', sources, signal);
  }
}

function labelled(
  refs: readonly FileRef[],
  sources: readonly SourceTree[],
): Result<readonly ListedFile[], CollectFailure> {
  const roots = [...new Set(refs.map(({ root }) => root))];
  const labels = repositoryLabels(roots);
  const files: ListedFile[] = [];
  const seen = new Set<string>();
  for (const ref of refs) {
    const source = sources.find(({ root }) => root === ref.root);
    if (source === undefined) return fail({ kind: 'no-repository' });
    const full = `${ref.root}/${ref.path}`;
    if (seen.has(full)) continue;
    seen.add(full);
    files.push({ source, ref, label: `${labels[roots.indexOf(ref.root)] ?? ''}${ref.path}` });
  }
  return succeed(files);
}

async function listAll(
  roots: readonly string[],
  folder: string,
  sources: readonly SourceTree[],
  signal: AbortSignal,
): Promise<Result<readonly ListedFile[], CollectFailure>> {
  const chosen = sourcesWith(roots, sources);
  if (chosen === undefined) return fail({ kind: 'no-repository' });
  const labels = repositoryLabels(chosen.map(({ root }) => root));
  const files: ListedFile[] = [];
  for (const [index, source] of chosen.entries()) {
    const { root } = source;
    const nested = sources.flatMap((other) =>
      other.root.startsWith(`${root}/`) ? [`${other.root.slice(root.length + 1)}/`] : [],
    );
    const paths = await source.listFiles(folder, signal);
    if (!paths.ok) return paths;
    for (const path of paths.value) {
      if (nested.some((prefix) => path.startsWith(prefix))) continue;
      files.push({ source, ref: { root, path }, label: `${labels[index] ?? ''}${path}` });
    }
  }
  return succeed(files);
}
