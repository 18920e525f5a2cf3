import { succeed, type GitFailure, type Result } from '../core/errors.ts';
import { runGit } from './git.ts';
import type { GitPlace } from './gitRevisions.ts';

/** Files git neither tracks nor ignores. */
export async function listUntracked(
  place: GitPlace,
  signal: AbortSignal,
): Promise<Result<readonly string[], GitFailure>> {
  const out = await runGit(place, ['ls-files', '-z', '--others', '--exclude-standard'], signal);
  return out.ok ? succeed(entries(out.value).filter(isFile)) : out;
}

/** Tracked and untracked files at or below a folder, without submodules and what a sparse checkout leaves out. */
export async function listFiles(
  place: GitPlace,
  folder: string,
  signal: AbortSignal,
): Promise<Result<readonly string[], GitFailure>> {
  const below = folder === '' ? [] : ['--', `:(literal)${folder}`];
  const args = ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--exclude-standard', ...below];
  const out = await runGit(place, args, signal);
  if (!out.ok) return out;
  const paths = new Set<string>();
  for (const entry of entries(out.value)) {
    // `? path`, or `H 100644 hash stage<TAB>path`, once for each side of a conflict.
    const path = entry.startsWith('? ') ? entry.slice(2) : entry.slice(entry.indexOf('\t') + 1);
    const tracked = !entry.startsWith('? ');
    if (tracked && (entry.startsWith('S ') || entry.startsWith('160000 ', 2))) continue;
    if (isFile(path)) paths.add(path);
  }
  return succeed([...paths].toSorted((a, b) => (a < b ? -1 : 1)));
}

function entries(out: Buffer): readonly string[] {
  return out
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '');
}

/** A path that ends in a slash is a repository of its own inside this one. */
function isFile(path: string): boolean {
  return !path.endsWith('/');
}
