import { spawn, type ChildProcessWithoutNullStreams, type SpawnOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
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
 * flag (`--no-ext-diff`, `--no-textconv`), those that filters run by name (see gitDiff).
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
  git: GitProcess,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Result<Buffer, GitFailure>> {
  const out: Buffer[] = [];
  const ended = await streamGit(git, args, (chunk) => out.push(chunk), signal);
  return ended.ok ? succeed(Buffer.concat(out)) : ended;
}

/** As `runGit`, but hands the output on as it comes; nothing is handed on after an abort. */
export async function streamGit(
  { gitPath, root, config = {}, input }: GitProcess,
  args: readonly string[],
  receive: (chunk: Buffer) => void,
  signal: AbortSignal,
): Promise<Result<void, GitFailure>> {
  if (signal.aborted) return fail({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const { flags, env } = configure({ ...safeConfig, ...config });
    const child = spawnOrTell(gitPath, [...flags, ...args], { cwd: root, env, windowsHide: true });
    if (child instanceof Error) {
      const stderr = child.message;
      return resolve(fail({ kind: 'git-failed', root, args, exitCode: null, stderr }));
    }
    // A git that ends before it has read everything says why by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const err: Buffer[] = [];
    let errBytes = 0;
    const kill = (): void => {
      child.stdout.removeAllListeners('data');
      child.kill('SIGKILL');
      settle(fail({ kind: 'cancelled' }));
    };
    const settle = (result: Result<void, GitFailure>): void => {
      signal.removeEventListener('abort', kill);
      resolve(result);
    };
    signal.addEventListener('abort', kill, { once: true });
    child.stdout.on('data', receive);
    child.stderr.on('data', (chunk: Buffer) => {
      errBytes += chunk.length;
      if (errBytes < 65_536) err.push(chunk);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      const stderr = error.message;
      settle(
        // A folder that is gone is reported in the same words as a program that is.
        error.code === 'ENOENT' && existsSync(root)
          ? fail({ kind: 'git-missing', command: gitPath })
          : fail({ kind: 'git-failed', root, args, exitCode: null, stderr }),
      );
    });
    child.once('close', (exitCode) => {
      if (exitCode === 0) return settle(succeed(undefined));
      const stderr = Buffer.concat(err).toString('utf8').trim();
      return settle(fail({ kind: 'git-failed', root, args, exitCode, stderr }));
    });
  });
}

/** What no process can be made of, as a name with a NUL or a root that is a file, is told by an error of its own. */
function spawnOrTell(
  command: string,
  args: readonly string[],
  options: Omit<SpawnOptions, 'stdio'>,
): ChildProcessWithoutNullStreams | Error {
  try {
    return spawn(command, args, { ...options, stdio: 'pipe' });
  } catch (error) {
    return error as Error;
  }
}

/**
 * Configuration beyond any file's reach, and the caller's environment without what steers git elsewhere. Flags
 * reach every git, the environment only 2.31 and later: it is for the keys that a flag would cut at their `=`.
 */
function configure(config: Readonly<Record<string, string>>): {
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
} {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('GIT_')) env[name] = value;
  }
  const flags: string[] = [];
  let count = 0;
  for (const [key, value] of Object.entries(config)) {
    if (key.includes('=')) {
      env[`GIT_CONFIG_KEY_${count}`] = key;
      env[`GIT_CONFIG_VALUE_${count}`] = value;
      count++;
    } else flags.push('-c', `${key}=${value}`);
  }
  return {
    flags,
    env: {
      ...env,
      GIT_CONFIG_COUNT: String(count),
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      // A partial clone must not fetch what is missing behind the user's back.
      GIT_NO_LAZY_FETCH: '1',
      GIT_PAGER: 'cat',
      LC_ALL: 'C',
    },
  };
}
