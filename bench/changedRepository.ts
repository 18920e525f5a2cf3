import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { seededRandom } from './seededRandom.ts';

export interface ChangedRepository extends Disposable {
  readonly root: string;
}

const words =
  'const value await return index this.store options { } (result) => undefined === map filter if else for of throw new Error';

/**
 * A git repository of `files` files of 400 lines, each changed in 12 places on disk, the same for a seed. Its diff is
 * about 5 KB a file.
 */
export function changedRepository(files: number, seed: number): ChangedRepository {
  const root = mkdtempSync(join(tmpdir(), 'flash-review-bench-'));
  const random = seededRandom(seed);
  const vocabulary = words.split(' ');
  const line = (): string => {
    const indent = '  '.repeat(1 + Math.floor(random() * 4));
    const length = 3 + Math.floor(random() * 7);
    return (
      indent + Array.from({ length }, () => vocabulary[Math.floor(random() * vocabulary.length)]).join(' ')
    );
  };
  const texts = new Map<string, string[]>();
  for (let i = 0; i < files; i++) {
    texts.set(`src/part${i % 50}/file${i}.ts`, Array.from({ length: 400 }, line));
  }
  const write = (path: string, lines: readonly string[]): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${lines.join('\n')}\n`);
  };
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
      env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    });
  git('init', '--quiet');
  for (const [path, lines] of texts) write(path, lines);
  git('add', '--all');
  git('commit', '--quiet', '--message=x');
  for (const [path, lines] of texts) {
    const edited = lines.flatMap((old, index) => {
      if (index % 33 === 5) return [line(), line()];
      return index % 33 === 6 ? [line()] : [old];
    });
    write(path, edited);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
