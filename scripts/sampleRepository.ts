import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const demo = fileURLToPath(new URL('../demo/', import.meta.url));

/** The file of the change that is staged, and the one that git does not track. */
export const stagedFile = 'src/session.ts';
export const untrackedFile = 'src/priceList.ts';

/**
 * Makes `folder`, which must be empty or not there, a git repository with one commit of the sample project
 * and an uncommitted change on top. Nothing of the user's git configuration, hooks or templates takes part,
 * and the commit has the same id everywhere.
 */
export async function createSampleRepository(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const git = (...args: readonly string[]): Promise<unknown> =>
    run('git', [...settings, ...args], { cwd: folder, env: gitEnvironment() });
  await git('init', '-q', '-b', 'main', '--template=');
  await cp(path.join(demo, 'base'), folder, { recursive: true });
  await git('add', '--all');
  await git('commit', '-q', '--no-verify', '-m', 'Cart, orders and reports of the corner shop');
  await cp(path.join(demo, 'changed'), folder, { recursive: true });
  await git('add', '--', stagedFile);
}

const settings = [
  'core.autocrlf=false',
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'commit.gpgSign=false',
].flatMap((setting) => ['-c', setting]);

function gitEnvironment(): NodeJS.ProcessEnv {
  const person = { NAME: 'Corner Shop', EMAIL: 'shop@example.org', DATE: '2026-03-02T09:00:00Z' };
  const identity = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  // A variable such as GIT_DIR, set when this runs inside a git hook, would lead to another repository.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    ...(Object.fromEntries(identity) as Record<string, string>),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
  };
}
