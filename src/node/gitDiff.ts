import { StringDecoder } from 'node:string_decoder';
import { fail, succeed, type GitFailure, type Result } from '../core/errors.ts';
import type { DiffSides } from '../core/ports.ts';
import { runGit, streamGit } from './git.ts';
import type { GitPlace } from './gitRevisions.ts';
import { emptyTree, resolveCommit } from './gitCommits.ts';

/** Flags that make `git diff` print the same whatever the user has configured, and run no program. */
export const diffFlags = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  // In a sub-folder of a repository: that folder alone, with paths from there.
  '--relative',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--full-index',
  '--find-renames',
  '--unified=3',
  '--inter-hunk-context=0',
  '--diff-algorithm=myers',
  '--indent-heuristic',
  '--submodule=short',
  // Looking into a submodule would run git under that repository's configuration.
  '--ignore-submodules=dirty',
  '-O/dev/null',
] as const;

/** `git diff` between two sides, handed on as it comes. */
export async function streamDiff(
  place: GitPlace,
  sides: DiffSides,
  receive: (text: string) => void,
  signal: AbortSignal,
): Promise<Result<void, GitFailure>> {
  const config = await filtersOff(place, signal);
  if (!config.ok) return config;
  const run = async (revisions: readonly string[]): Promise<Result<void, GitFailure>> => {
    const decoder = new StringDecoder('utf8');
    const args = ['diff', ...diffFlags, ...revisions, '--'];
    const ended = await streamGit(
      { ...place, config: config.value },
      args,
      (chunk) => receive(decoder.write(chunk)),
      signal,
    );
    const rest = decoder.end();
    if (ended.ok && rest !== '') receive(rest);
    return ended;
  };
  const diff = await run(revisionsOf(sides, 'HEAD'));
  if (diff.ok || diff.failure.kind !== 'git-failed' || !sides.kind.startsWith('head')) return diff;
  const head = await resolveCommit(place, 'HEAD', signal);
  if (!head.ok) return head;
  if (head.value !== undefined) return diff;
  const tree = await emptyTree(place, signal);
  return tree.ok ? run(revisionsOf(sides, tree.value)) : tree;
}

function revisionsOf(sides: DiffSides, head: string): readonly string[] {
  switch (sides.kind) {
    case 'head-to-work-tree':
      return [head];
    case 'head-to-index':
      return ['--cached', head];
    case 'index-to-work-tree':
      return [];
    case 'revision-to-work-tree':
      return [fullHash(sides.from)];
    case 'revisions':
      return [fullHash(sides.from), fullHash(sides.to)];
  }
}

/** Anything else might be read as an option. */
function fullHash(revision: string): string {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision)) throw new TypeError('not a full hash');
  return revision;
}

/** `clean`, `smudge` and `process` filters run when git compares a changed file: each is set to nothing. */
export async function filtersOff(
  place: GitPlace,
  signal: AbortSignal,
): Promise<Result<Readonly<Record<string, string>>, GitFailure>> {
  const listed = await runGit(place, ['config', '--list', '--name-only', '-z'], signal);
  if (!listed.ok) return fail(listed.failure);
  const off: Record<string, string> = {};
  for (const name of listed.value.toString('utf8').split('\0')) {
    const driver = /^filter\.(.+)\.[^.]+$/s.exec(name)?.[1];
    if (driver === undefined) continue;
    for (const key of ['clean', 'smudge', 'process']) off[`filter.${driver}.${key}`] = '';
    off[`filter.${driver}.required`] = 'false';
  }
  return succeed(off);
}
