import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import type { SourceTree } from '../core/ports.ts';
import type { Scope } from '../core/scope.ts';
import { runGit } from '../node/git.ts';
import { createGitRepository } from '../node/gitRepository.ts';
import { createPlainFolder } from '../node/plainFolder.ts';
import type { AskedScope } from './command.ts';
import { WrongUse } from './wrongUse.ts';

/** A file above this is not read at all: 32 MiB. */
export const maxFileBytes = 33_554_432;

const gitPath = 'git';

/** Where a run takes place: a repository, or a plain folder. */
export interface Place {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly isRepository: boolean;
  readonly source: SourceTree;
}

/** What to review, and which part of it. */
export interface PlacedScope {
  readonly scope: Scope;
  /** Absolute paths; files that were named. */
  readonly files: readonly string[];
  /** Absolute paths; undefined when all of the scope is meant. */
  readonly folders?: readonly string[];
}

/** The repository that holds the working folder, or the paths that were named; the folder itself where there is none. */
export async function openPlace(cwd: string, paths: readonly string[], signal: AbortSignal): Promise<Place> {
  const start = paths[0] === undefined ? cwd : folderOf(resolve(cwd, paths[0]));
  const folder = toSlashes(realpathSync.native(start));
  const out = await runGit({ gitPath, root: folder }, ['rev-parse', '--show-toplevel'], signal);
  if (out.ok) {
    const root = out.value.toString('utf8').replace(/\r?\n$/, '');
    return { root, isRepository: true, source: createGitRepository({ root, gitPath, maxFileBytes }) };
  }
  const own = toSlashes(realpathSync.native(cwd));
  const root = folder === own || folder.startsWith(`${own}/`) ? own : folder;
  return { root, isRepository: false, source: createPlainFolder({ root, maxFileBytes }) };
}

/** Throws `WrongUse` for paths that do not exist or lie elsewhere. */
export function placeScope(
  asked: AskedScope,
  paths: readonly string[],
  cwd: string,
  { root }: Place,
): PlacedScope {
  const whole = asked.kind === 'default' || asked.kind === 'repository';
  const named = paths.map((path) => namedPath(path, cwd, root, whole));
  const files = named.flatMap(({ path, isFolder }) => (isFolder ? [] : [path]));
  const folders = named.flatMap(({ path, isFolder }) => (isFolder ? [path] : []));
  // Of a single kind they are a scope of their own, also where there is no git.
  if (whole && named.length > 0) {
    const refs = files.map((path) => ({ root, path: path.slice(root.length + 1) }));
    if (folders.length === 0) return { scope: { kind: 'files', files: refs }, files: [] };
    const [folder = root] = folders;
    if (folders.length === 1 && files.length === 0)
      return { scope: { kind: 'folder', root, path: folder.slice(root.length + 1) }, files: [] };
  }
  const narrowed = named.length === 0 ? {} : { folders };
  return {
    scope: scopeAt(root, named.length > 0 && whole ? { kind: 'repository' } : asked),
    files,
    ...narrowed,
  };
}

function scopeAt(root: string, asked: AskedScope): Scope {
  switch (asked.kind) {
    case 'default':
    case 'working-changes':
      return { kind: 'working-changes', roots: [root] };
    case 'staged':
      return { kind: 'staged', roots: [root] };
    case 'repository':
      return { kind: 'repository', roots: [root] };
    case 'branch':
    case 'commit':
    case 'range':
      return { root, ...asked };
  }
}

function namedPath(
  name: string,
  cwd: string,
  root: string,
  mustExist: boolean,
): { readonly path: string; readonly isFolder: boolean } {
  const full = resolve(cwd, name);
  const exists = existsSync(full);
  if (!exists && mustExist)
    throw new WrongUse(
      `There is no file or folder “${name}”.`,
      'Flags begin with --; see: flash-review help',
    );
  // The file itself may be a link, which is said of it later; the way to it is the real one.
  const isFolder = exists && statSync(full).isDirectory();
  const path = toSlashes(
    isFolder ? realpathSync.native(full) : resolve(realpathSync.native(folderOf(full)), basename(full)),
  );
  if (path !== root && !path.startsWith(`${root}/`))
    throw new WrongUse(`“${name}” does not lie in ${root}. Review one repository at a time.`);
  return { path, isFolder };
}

/** The nearest folder that exists. */
function folderOf(path: string): string {
  if (existsSync(path) && statSync(path).isDirectory()) return path;
  const parent = dirname(path);
  return parent === path ? path : existsSync(parent) ? parent : folderOf(parent);
}

function toSlashes(path: string): string {
  return path.split(sep).join('/');
}
