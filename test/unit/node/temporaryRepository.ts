import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real folder that is gone when the test ends. */
export interface TemporaryFolder extends Disposable {
  readonly root: string;
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
}

/** A real git repository that is gone when the test ends. */
export interface TemporaryRepository extends TemporaryFolder {
  git(...args: readonly string[]): string;
  commitAll(): void;
}

export function temporaryFolder(): TemporaryFolder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-')));
  return {
    root,
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function temporaryRepository(): TemporaryRepository {
  const folder = temporaryFolder();
  const { root } = folder;
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
    GIT_ALLOW_PROTOCOL: 'file',
  };
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  git('init', '--quiet', '--initial-branch=main');
  return {
    ...folder,
    git,
    commitAll: () => {
      git('add', '--all');
      git('commit', '--quiet', '--message=x');
    },
  };
}
