import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { fail, succeed, type GitFailure, type Result } from '../core/errors.ts';

export interface GitProcess {
  /** Path or name of the git executable. */
  readonly gitPath: string;
  /** Where it runs. */
  readonly root: string;
  /** Configuration that wins over every file, beside the safe ones set always. */
  readonly config?: Readonly<Record<string, string>>;
  /** What it reads from its standard input; nothing when not given. */
  readonly input?: string;
}

/**
 * What a repository's own configuration could make git run, switched off. Programs that `diff` runs are off by
 * flag (`--no-ext-diff`, `--no-textconv`), those that filters run by name (see gitRepository).
 */
const safeConfig: Readonly<Record<string, string>> = {
  'core.fsmonitor': 'false',
  'core.hooksPath': devNull,
  'core.quotePath': 'false',
  'core.pager': 'cat',
  'core.alternateRefsCommand': '',
  'diff.external': '',
  'diff.suppressBlankEmpty': 'false',
  'diff.colorMoved': 'no',
  'log.showSignature': 'false',
  'protocol.allow': 'never',
};

/** Runs git to its end and gives its standard output. Never throws; an abort kills the process at once. */
export async function runGit(
  { gitPath, root, config = {}, input }: GitProcess,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Result<Buffer, GitFailure>> {
  if (signal.aborted) return fail({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const child = spawn(gitPath, args, {
      cwd: root,
      env: environment({ ...safeConfig, ...config }),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    // A git that ends before it has read everything says why by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let errBytes = 0;
    const kill = (): void => {
      child.kill('SIGKILL');
      settle(fail({ kind: 'cancelled' }));
    };
    const settle = (result: Result<Buffer, GitFailure>): void => {
      signal.removeEventListener('abort', kill);
      resolve(result);
    };
    signal.addEventListener('abort', kill, { once: true });
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      errBytes += chunk.length;
      if (errBytes < 65_536) err.push(chunk);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      const stderr = error.message;
      settle(
        error.code === 'ENOENT'
          ? fail({ kind: 'git-missing', command: gitPath })
          : fail({ kind: 'git-failed', root, args, exitCode: null, stderr }),
      );
    });
    child.once('close', (exitCode) => {
      if (exitCode === 0) return settle(succeed(Buffer.concat(out)));
      const stderr = Buffer.concat(err).toString('utf8').trim();
      return settle(fail({ kind: 'git-failed', root, args, exitCode, stderr }));
    });
  });
}

/** The caller's environment without what steers git elsewhere; configuration goes in beyond any file's reach. */
function environment(config: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('GIT_')) env[name] = value;
  }
  const entries = Object.entries(config);
  for (const [index, [key, value]] of entries.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return {
    ...env,
    GIT_CONFIG_COUNT: String(entries.length),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone must not fetch what is missing behind the user's back.
    GIT_NO_LAZY_FETCH: '1',
    GIT_PAGER: 'cat',
    LC_ALL: 'C',
  };
}
