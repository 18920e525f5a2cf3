import { succeed, type GitFailure, type Result } from '../core/errors.ts';
import { runGit } from './git.ts';

/** A repository and the git to ask it with. */
export interface GitPlace {
  readonly root: string;
  readonly gitPath: string;
}

export interface Branch {
  /** Short, as `main` or `origin/main`. */
  readonly name: string;
  readonly remote: boolean;
  /** Of its last commit, in ms since 1970. */
  readonly committedMs: number;
  readonly subject: string;
}

export interface Commit {
  readonly hash: string;
  readonly subject: string;
  readonly author: string;
  /** In ms since 1970. */
  readonly committedMs: number;
}

/** Local and remote branches, last committed first. */
export async function listBranches(
  place: GitPlace,
  signal: AbortSignal,
): Promise<Result<readonly Branch[], GitFailure>> {
  const format = ['%(refname)', '%(committerdate:unix)', '%(contents:subject)', '%(symref)'].join('%00');
  const args = ['for-each-ref', '--sort=-committerdate', `--format=${format}`, 'refs/heads', 'refs/remotes'];
  const out = await runGit(place, args, signal);
  if (!out.ok) return out;
  const branches = linesOf(out.value).flatMap((line): Branch[] => {
    const [ref = '', seconds = '', subject = '', symref = ''] = line.split('\0');
    // A symbolic ref such as origin/HEAD is another branch under a second name.
    if (symref !== '') return [];
    const remote = ref.startsWith('refs/remotes/');
    const name = ref.replace(/^refs\/(heads|remotes)\//, '');
    return [{ name, remote, committedMs: Number(seconds) * 1000, subject }];
  });
  return succeed(branches);
}

/** The branch a remote's head points to, as `origin/main`; `origin` first. Undefined without a remote head. */
export async function remoteHead(
  place: GitPlace,
  signal: AbortSignal,
): Promise<Result<string | undefined, GitFailure>> {
  const out = await runGit(
    place,
    ['for-each-ref', '--format=%(refname)%00%(symref:short)', 'refs/remotes'],
    signal,
  );
  if (!out.ok) return out;
  const heads = linesOf(out.value)
    .map((line) => line.split('\0'))
    .filter(([ref = '', target = '']) => ref.endsWith('/HEAD') && target !== '');
  const head = heads.find(([ref]) => ref === 'refs/remotes/origin/HEAD') ?? heads[0];
  return succeed(head?.[1]);
}

/** The commits that HEAD reaches, newest first; none before the first commit. */
export async function listCommits(
  place: GitPlace,
  limit: number,
  signal: AbortSignal,
): Promise<Result<readonly Commit[], GitFailure>> {
  const head = await runGit(place, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], signal);
  if (!head.ok) {
    const unborn = head.failure.kind === 'git-failed' && head.failure.exitCode === 1;
    return unborn ? succeed([]) : head;
  }
  const format = ['%H', '%ct', '%an', '%s'].join('%x00');
  const out = await runGit(
    place,
    ['log', `--max-count=${limit}`, `--format=${format}`, 'HEAD', '--'],
    signal,
  );
  if (!out.ok) return out;
  const commits = linesOf(out.value).map((line): Commit => {
    const [hash = '', seconds = '', author = '', subject = ''] = line.split('\0');
    return { hash, subject, author, committedMs: Number(seconds) * 1000 };
  });
  return succeed(commits);
}

function linesOf(out: Buffer): readonly string[] {
  return out
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}
