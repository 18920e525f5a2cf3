import { fail, succeed, type GitFailure, type Result } from '../core/errors.ts';
import type { FileContent, Repository } from '../core/ports.ts';
import { runGit } from './git.ts';
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

  const git = async (args: readonly string[], signal: AbortSignal): Promise<Result<Buffer, GitFailure>> => {
    filtersOff ??= readFilters(signal);
    const config = await filtersOff;
    if (!config.ok) {
      filtersOff = undefined;
      return config;
    }
    return runGit({ gitPath, root, config: config.value }, args, signal);
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

  const base = async (signal: AbortSignal): Promise<Result<string, GitFailure>> => {
    const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], signal);
    if (head.ok) return succeed('HEAD');
    if (head.failure.kind !== 'git-failed' || head.failure.exitCode !== 1) return head;
    // Before the first commit: the empty tree, whose name depends on the repository's hash.
    const empty = await git(['hash-object', '-t', 'tree', '--stdin'], signal);
    return empty.ok ? succeed(empty.value.toString('ascii').trim()) : empty;
  };

  return {
    root,
    name: root.slice(root.lastIndexOf('/') + 1),

    async diffWorkTree(signal) {
      const against = await base(signal);
      if (!against.ok) return against;
      const diff = await git(['diff', ...diffFlags, against.value, '--'], signal);
      return diff.ok ? succeed(diff.value.toString('utf8')) : diff;
    },

    async listUntracked(signal) {
      const listed = await git(['ls-files', '--others', '--exclude-standard', '-z'], signal);
      if (!listed.ok) return listed;
      // A path that ends in a slash is a repository of its own inside this one.
      const paths = listed.value.toString('utf8').split('\0');
      return succeed(paths.filter((path) => path !== '' && !path.endsWith('/')));
    },

    async readHead(path, signal): Promise<Result<FileContent, GitFailure>> {
      const object = `HEAD:${path}`;
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

    readWorkTree: async (path) => readWorkTreeFile(root, path, maxFileBytes),
  };
}
