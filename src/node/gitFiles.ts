import { succeed, type GitFailure, type Result } from '../core/errors.ts';
import { streamFields } from './gitFields.ts';
import type { GitPlace } from './gitRevisions.ts';

/** Files git neither tracks nor ignores. */
export async function listUntracked(
  place: GitPlace,
  signal: AbortSignal,
): Promise<Result<readonly string[], GitFailure>> {
  const paths: string[] = [];
  const args = ['ls-files', '-z', '--others', '--exclude-standard'];
  const ended = await streamFields(
    place,
    args,
    (path) => {
      if (isFile(path)) paths.push(path);
    },
    signal,
  );
  return ended.ok ? succeed(paths) : ended;
}

/** Tracked and untracked files at or below a folder, without submodules and what a sparse checkout leaves out. */
export async function listFiles(
  place: GitPlace,
  folder: string,
  signal: AbortSignal,
): Promise<Result<readonly string[], GitFailure>> {
  const below = folder === '' ? [] : ['--', `:(literal)${folder}`];
  const args = ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--exclude-standard', ...below];
  const paths: string[] = [];
  const take = (entry: string): void => {
    // `? path`, or `H 100644 hash stage<TAB>path`, once for each side of a conflict.
    const untracked = entry.startsWith('? ');
    const path = untracked ? entry.slice(2) : entry.slice(entry.indexOf('\t') + 1);
    if (!untracked && (entry.startsWith('S ') || entry.startsWith('160000 ', 2))) return;
    if (isFile(path)) paths.push(path);
  };
  const ended = await streamFields(place, args, take, signal);
  if (!ended.ok) return ended;
  paths.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return succeed(paths.filter((path, index) => path !== paths[index - 1]));
}

/** A path that ends in a slash is a repository of its own inside this one. */
function isFile(path: string): boolean {
  return path !== '' && !path.endsWith('/');
}
