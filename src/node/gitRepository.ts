import { fail, succeed, type GitFailure, type Result } from '../core/errors.ts';
import type { DiffSides, FileContent, Repository } from '../core/ports.ts';
import { runGit } from './git.ts';
import { readAttributes } from './gitAttributes.ts';
import { decode, readWorkTreeFile } from './workTreeFile.ts';

export interface GitRepositoryOptions {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly gitPath: string;
  /** Files above this are not read; 1 MiB when not given. */
  readonly maxFileBytes?: number;
}

/** Flags that make `git diff` print the same whatever the user has configured, and run no program. */
const diffFlags = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-relative',
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
];

/** One git repository, read with the given git. Nothing it configures is run. */
export function createGitRepository({
  root,
  gitPath,
  maxFileBytes = 1_048_576,
}: GitRepositoryOptions): Repository {
  let filtersOff: Promise<Result<Readonly<Record<string, string>>, GitFailure>> | undefined;

  const git = async (
    args: readonly string[],
    signal: AbortSignal,
    input?: string,
  ): Promise<Result<Buffer, GitFailure>> => {
    filtersOff ??= readFilters(signal);
    const config = await filtersOff;
    if (!config.ok) {
      filtersOff = undefined;
      return config;
    }
    return runGit(
      { gitPath, root, config: config.value, ...(input === undefined ? {} : { input }) },
      args,
      signal,
    );
  };

  /** `clean`, `smudge` and `process` filters run when git compares a changed file: each is set to nothing. */
  const readFilters = async (
    signal: AbortSignal,
  ): Promise<Result<Readonly<Record<string, string>>, GitFailure>> => {
    const listed = await runGit({ gitPath, root }, ['config', '--list', '--name-only', '-z'], signal);
    if (!listed.ok) return listed;
    const off: Record<string, string> = {};
    for (const name of listed.value.toString('utf8').split('\0')) {
      const driver = /^filter\.(.+)\.[^.]+$/s.exec(name)?.[1];
      if (driver === undefined) continue;
      for (const key of ['clean', 'smudge', 'process']) off[`filter.${driver}.${key}`] = '';
      off[`filter.${driver}.required`] = 'false';
    }
    return succeed(off);
  };

  const emptyTree = async (signal: AbortSignal): Promise<Result<string, GitFailure>> => {
    // Its name depends on the repository's hash.
    const empty = await git(['hash-object', '-t', 'tree', '--stdin'], signal);
    return empty.ok ? succeed(empty.value.toString('ascii').trim()) : empty;
  };

  const resolve = async (
    revision: string,
    signal: AbortSignal,
  ): Promise<Result<string | undefined, GitFailure>> => {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    return orUndefined(await git(args, signal), 1);
  };

  /** HEAD, or the empty tree before the first commit. */
  const head = async (signal: AbortSignal): Promise<Result<string, GitFailure>> => {
    const commit = await resolve('HEAD', signal);
    if (!commit.ok) return commit;
    return commit.value === undefined ? emptyTree(signal) : succeed('HEAD');
  };

  const sidesOf = async (
    sides: DiffSides,
    signal: AbortSignal,
  ): Promise<Result<readonly string[], GitFailure>> => {
    switch (sides.kind) {
      case 'head-to-work-tree': {
        const from = await head(signal);
        return from.ok ? succeed([from.value]) : from;
      }
      case 'head-to-index': {
        const from = await head(signal);
        return from.ok ? succeed(['--cached', from.value]) : from;
      }
      case 'index-to-work-tree':
        return succeed([]);
      case 'revision-to-work-tree':
        return succeed([sides.from]);
      case 'revisions':
        return succeed([sides.from, sides.to]);
    }
  };

  const listed = async (args: readonly string[], signal: AbortSignal) => {
    const out = await git(['ls-files', '-z', ...args], signal);
    if (!out.ok) return out;
    // A path that ends in a slash is a repository of its own inside this one.
    const paths = out.value.toString('utf8').split('\0');
    return succeed(paths.filter((path) => path !== '' && !path.endsWith('/')));
  };

  return {
    root,
    name: root.slice(root.lastIndexOf('/') + 1),

    async diff(sides, signal) {
      const revisions = await sidesOf(sides, signal);
      if (!revisions.ok) return revisions;
      const diff = await git(['diff', ...diffFlags, ...revisions.value, '--'], signal);
      return diff.ok ? succeed(diff.value.toString('utf8')) : diff;
    },

    listUntracked: async (signal) => listed(['--others', '--exclude-standard'], signal),

    async listFiles(folder, signal) {
      const below = folder === '' ? [] : ['--', `:(literal)${folder}`];
      const paths = await listed(
        ['--cached', '--others', '--exclude-standard', '--deduplicate', ...below],
        signal,
      );
      return paths.ok ? succeed(paths.value.toSorted((a, b) => (a < b ? -1 : 1))) : paths;
    },

    async readAt(revision, path, signal): Promise<Result<FileContent, GitFailure>> {
      const object = revision === 'index' ? `:0:${path}` : `${revision.commit}:${path}`;
      const size = await git(['cat-file', '-s', object], signal);
      if (!size.ok) {
        const missing = size.failure.kind === 'git-failed' && size.failure.exitCode === 128;
        return missing ? succeed({ kind: 'missing' }) : fail(size.failure);
      }
      const bytes = Number(size.value.toString('ascii'));
      if (bytes > maxFileBytes) return succeed({ kind: 'too-large', bytes });
      const blob = await git(['cat-file', 'blob', object], signal);
      return blob.ok ? succeed(decode(blob.value)) : blob;
    },

    resolve,

    mergeBase: async (a, b, signal) =>
      orUndefined(await git(['merge-base', '--end-of-options', a, b], signal), 1),

    async parentOf(commit, signal) {
      const parent = await resolve(`${commit}^1`, signal);
      if (!parent.ok) return parent;
      return parent.value === undefined ? emptyTree(signal) : succeed(parent.value);
    },

    async attributes(paths, signal) {
      return paths.length === 0 ? succeed(new Map()) : readAttributes(git, paths, signal);
    },

    readWorkTree: async (path) => readWorkTreeFile(root, path, maxFileBytes),
  };
}

/** Git's way of saying that there is none, by exit code. */
function orUndefined(
  result: Result<Buffer, GitFailure>,
  exitCode: number,
): Result<string | undefined, GitFailure> {
  if (result.ok) return succeed(result.value.toString('ascii').trim());
  const none = result.failure.kind === 'git-failed' && result.failure.exitCode === exitCode;
  return none ? succeed(undefined) : fail(result.failure);
}
