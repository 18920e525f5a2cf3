import { fail, succeed, type GitFailure, type Result } from '../core/errors.ts';
import { runGit } from './git.ts';
import type { GitPlace } from './gitRevisions.ts';

/** The full hash of the commit a revision names; undefined when it names none, or could be read as an option. */
export async function resolveCommit(
  place: GitPlace,
  revision: string,
  signal: AbortSignal,
): Promise<Result<string | undefined, GitFailure>> {
  if (!/^[^-^\0][^\0]*$/.test(revision)) return succeed(undefined);
  const out = await runGit(place, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], signal);
  if (out.ok) {
    const hash = out.value.toString('ascii').trim();
    return succeed(/^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined);
  }
  if (out.failure.kind !== 'git-failed') return fail(out.failure);
  if (out.failure.exitCode === 1) return succeed(undefined);
  // Git dies of some revisions (no upstream, no such reflog entry) as it does of a broken repository.
  const alive = await runGit(place, ['rev-parse', '--git-dir'], signal);
  return alive.ok ? succeed(undefined) : alive;
}

/** Of two full hashes. Undefined when they have no common ancestor here. */
export async function mergeBaseOf(
  place: GitPlace,
  a: string,
  b: string,
  signal: AbortSignal,
): Promise<Result<string | undefined, GitFailure>> {
  const out = await runGit(place, ['merge-base', a, b], signal);
  if (out.ok) return succeed(out.value.toString('ascii').trim());
  const none = out.failure.kind === 'git-failed' && out.failure.exitCode === 1;
  return none ? succeed(undefined) : fail(out.failure);
}

/** Of a full hash. The empty tree for a first commit; undefined for a commit whose parent is not here. */
export async function parentOfCommit(
  place: GitPlace,
  commit: string,
  signal: AbortSignal,
): Promise<Result<string | undefined, GitFailure>> {
  // The commit's own words: `commit^` takes the edge of a shallow clone for a first commit.
  const object = await runGit(place, ['cat-file', 'commit', commit], signal);
  if (!object.ok) return object;
  const header = object.value.toString('latin1').split('\n\n', 1)[0] ?? '';
  const parent = /^parent ([0-9a-f]+)$/m.exec(header)?.[1];
  return parent === undefined ? emptyTree(place, signal) : resolveCommit(place, parent, signal);
}

/** Its name depends on the repository's hash. */
export async function emptyTree(place: GitPlace, signal: AbortSignal): Promise<Result<string, GitFailure>> {
  const tree = await runGit(place, ['hash-object', '-t', 'tree', '--stdin'], signal);
  return tree.ok ? succeed(tree.value.toString('ascii').trim()) : tree;
}
