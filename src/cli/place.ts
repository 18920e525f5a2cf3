import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { GitFailure } from '../core/errors.ts';
import type { SourceTree } from '../core/ports.ts';
import type { Scope } from '../core/scope.ts';
import { runGit } from '../node/git.ts';
import { createGitRepository } from '../node/gitRepository.ts';
import { createPlainFolder } from '../node/plainFolder.ts';
import { commandLike, type AskedScope } from './command.ts';
import { WrongUse } from './wrongUse.ts';

/** A file above this is not read at all: 32 MiB. */
export const maxFileBytes = 33_554_432;

const gitPath = 'git';

/** Where a run takes place: a repository, or a plain folder. */
export interface Place {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly isRepository: boolean;
  /** Nobody could tell whether it is one. */
  readonly gitMissing?: true;
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
  refuseUnopened(out.failure, folder);
  const own = toSlashes(realpathSync.native(cwd));
  const root = folder === own || folder.startsWith(`${own}/`) ? own : folder;
  const source = createPlainFolder({ root, maxFileBytes });
  return {
    root,
    isRepository: false,
    ...(out.failure.kind === 'git-missing' ? { gitMissing: true } : {}),
    source,
  };
}

/** Throws `WrongUse` where there is a repository after all, or nobody who could tell. A plain folder it is not. */
export function refuseUnopened(failure: GitFailure, folder: string): void {
  if (failure.kind !== 'git-failed') return;
  const { stderr } = failure;
  if (/not a git repository \(or any/i.test(stderr)) return;
  if (stderr.includes('must be run in a work tree'))
    throw new WrongUse(
      `${folder} belongs to git itself (a bare repository, or a .git folder): it has no files to review. Go to a clone or a work tree of it; git worktree add makes one.`,
    );
  if (stderr.includes('dubious ownership'))
    throw new WrongUse(
      `Git does not open this repository, because it belongs to another user. If you trust it, run: git config --global --add safe.directory ${dubious.exec(stderr)?.[1] ?? folder}`,
    );
  throw new WrongUse(`Git cannot open the repository at ${folder}: ${stderr.split('\n', 1)[0] ?? ''}`);
}

const dubious = /repository at '(.*)'/;

/** Throws `WrongUse` for paths that do not exist or lie elsewhere. */
export function placeScope(
  asked: AskedScope,
  paths: readonly string[],
  cwd: string,
  { root, gitMissing }: Place,
): PlacedScope {
  const whole = asked.kind === 'default' || asked.kind === 'repository';
  if (gitMissing && asked.kind !== 'repository' && !(whole && paths.length > 0))
    throw new WrongUse(
      'Git was not found. Install it, or put it on the PATH. Without it, name files or folders, or use --repo.',
    );
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
  const near = commandLike(name);
  if (!exists && mustExist)
    throw new WrongUse(
      `There is no file or folder “${name}”.`,
      near === undefined
        ? 'Flags begin with --; see: flash-review help'
        : `Did you mean the command ${near}? See: flash-review help`,
    );
  // The file itself may be a link, which is said of it later; the way to it is the real one.
  const isFolder = exists && statSync(full).isDirectory();
  const way = isFolder ? full : folderOf(dirname(full));
  const path = toSlashes(resolve(realpathSync.native(way), relative(way, full)));
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
