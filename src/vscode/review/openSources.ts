import type { CollectFailure, Result } from '../../core/errors.ts';
import { succeed } from '../../core/errors.ts';
import type { ReadImage } from '../../core/collect/collectAttachments.ts';
import type { SourceTree, ReadRepository } from '../../core/ports.ts';
import type { Scope } from '../../core/scope.ts';
import { runGit } from '../../node/git.ts';
import { createGitRepository } from '../../node/gitRepository.ts';
import type { GitPlace } from '../../node/gitRevisions.ts';
import { createImageReader } from '../../node/imageFile.ts';
import { createRepositoryReader } from '../../node/repositoryReader.ts';
import { createPlainFolder } from '../../node/plainFolder.ts';
import { gitPlaces } from './gitExtension.ts';
import { workspaceFolders } from './sources.ts';

/** A file above this is not read at all, also when the user overrules its size: 32 MiB. */
const maxFileBytes = 33_554_432;

export interface OpenedSources {
  readonly sources: readonly SourceTree[];
  /** Reads the files of whole roots in threads. */
  readonly readRepository: ReadRepository;
  readonly readImage: ReadImage;
}

/**
 * Every root that a scope may speak of: the repositories of this window, those whose root lies above an opened
 * folder, and the opened folders without git. A scope that needs no git works without it.
 */
export async function openSources(
  scope: Scope,
  signal: AbortSignal,
): Promise<Result<OpenedSources, CollectFailure>> {
  const known = await gitPlaces(signal);
  if (!known.ok && needsGit(scope)) return known;
  const places: GitPlace[] = known.ok ? [...known.value] : [];
  const gitPath = places[0]?.gitPath ?? 'git';
  const plain: string[] = [];
  for (const folder of foldersOf(scope)) {
    if (places.some(({ root }) => folder === root || folder.startsWith(`${root}/`))) continue;
    const root = await topLevel(folder, gitPath, signal);
    if (root === undefined) plain.push(folder);
    else if (places.every((place) => place.root !== root)) places.push({ root, gitPath });
  }
  const repositories = places.map((place) => createGitRepository({ ...place, maxFileBytes }));
  const folders = plain.map((root) => createPlainFolder({ root, maxFileBytes }));
  return succeed({
    sources: [...repositories, ...folders],
    readRepository: createRepositoryReader({ gitPath, maxFileBytes }),
    readImage: createImageReader(gitPath),
  });
}

/** The opened folders, and the roots the scope names beside them: a file may be open that lies in none. */
function foldersOf(scope: Scope): readonly string[] {
  const named =
    'roots' in scope
      ? scope.roots
      : 'root' in scope
        ? [scope.root]
        : 'files' in scope
          ? scope.files.map(({ root }) => root)
          : [scope.file.root];
  return [...new Set([...workspaceFolders(), ...named])];
}

function needsGit({ kind }: Scope): boolean {
  return !['files', 'selection', 'folder', 'repository', 'saved-file'].includes(kind);
}

/** The root of the repository that holds the folder; undefined when none does, or git is missing. */
async function topLevel(folder: string, gitPath: string, signal: AbortSignal): Promise<string | undefined> {
  const out = await runGit({ gitPath, root: folder }, ['rev-parse', '--show-toplevel'], signal);
  return out.ok ? out.value.toString('utf8').replace(/\r?\n$/, '') : undefined;
}
