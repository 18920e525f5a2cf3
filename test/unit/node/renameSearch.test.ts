import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRenameSearch } from '../../../src/node/renameSearch.ts';
import { temporaryFolder, temporaryRepository, type TemporaryFolder } from './temporaryRepository.ts';

const lines = (count: number, name: string): string =>
  Array.from({ length: count }, (_, line) => `const ${name}${line} = read(${line});\n`).join('');

const text = lines(20, 'value');
/** Shares 18 lines of 20. */
const edited = `// one\n// two\n${lines(20, 'value').split('\n').slice(2).join('\n')}`;
/** Shares 12 lines of 20. */
const rewritten = lines(12, 'value') + lines(8, 'other');
const lost = 'src/a.ts';

/** `quietMs` before, as git counts in seconds when it notes what is checked out; after, file times are told apart. */
async function windowCloses(quietMs = 30): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, quietMs));
  const closedMs = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 30));
  return closedMs;
}

async function find(
  { root }: TemporaryFolder,
  sinceMs: number,
  git: 'git' | 'no git' = 'git',
  others: readonly string[] = [],
): Promise<string | undefined> {
  const search = createRenameSearch({
    sinceMs,
    signal: AbortSignal.timeout(10_000),
    gitOf: async (asked) => (git === 'git' ? { root: asked, gitPath: 'git' } : undefined),
    isAnother: (path) => others.some((one) => path === `${root}/${one}`),
  });
  const found = await search({ root, path: lost }, text);
  return found?.slice(root.length + 1);
}

function rename(folder: TemporaryFolder, from: string, to: string): void {
  mkdirSync(dirname(join(folder.root, to)), { recursive: true });
  renameSync(join(folder.root, from), join(folder.root, to));
}

describe('a file that was renamed while nobody watched', () => {
  it('is found where git moved it, edited as well', async () => {
    using repository = temporaryRepository();
    repository.write(lost, text);
    repository.write('src/like.ts', text);
    repository.commitAll();
    const closedMs = await windowCloses();
    repository.git('mv', lost, 'src/b.ts');
    assert.equal(await find(repository, closedMs), 'src/b.ts');
    repository.write('src/b.ts', rewritten);
    assert.equal(await find(repository, closedMs), 'src/b.ts');
  });

  it('is found where a commit of that time has it, with its folder', async () => {
    using repository = temporaryRepository();
    repository.write(lost, text);
    repository.write('src/like.ts', text);
    repository.commitAll();
    const closedMs = await windowCloses(2_100);
    repository.git('mv', 'src', 'lib');
    repository.write('lib/a.ts', edited);
    repository.commitAll();
    assert.equal(await find(repository, closedMs), 'lib/a.ts');
  });

  it('is found where another branch has it', async () => {
    using repository = temporaryRepository();
    repository.write(lost, text);
    repository.commitAll();
    repository.git('switch', '--quiet', '--create', 'feature');
    repository.git('mv', lost, 'c.ts');
    repository.commitAll();
    repository.git('switch', '--quiet', 'main');
    const closedMs = await windowCloses(2_100);
    repository.git('switch', '--quiet', 'feature');
    assert.equal(await find(repository, closedMs), 'c.ts');
  });

  it('is found where it was moved without git, tracked or not, before the first commit or after', async () => {
    using repository = temporaryRepository();
    repository.write(lost, text);
    repository.write('src/like.ts', text);
    const closedMs = await windowCloses();
    rename(repository, lost, 'src/new/b.ts');
    assert.equal(await find(repository, closedMs), 'src/new/b.ts');
    repository.git('add', '--all');
    assert.equal(await find(repository, closedMs), 'src/new/b.ts');

    rename(repository, 'src/new/b.ts', lost);
    repository.commitAll();
    const closedAgainMs = await windowCloses();
    rename(repository, lost, 'src/b.ts');
    repository.write('src/b.ts', edited);
    assert.equal(await find(repository, closedAgainMs), 'src/b.ts');
  });

  it('is found by its text alone where there is no git to ask', async () => {
    using folder = temporaryFolder();
    folder.write(lost, text);
    folder.write('like.ts', text);
    const closedMs = await windowCloses();
    rename(folder, lost, 'b.ts');
    assert.equal(await find(folder, closedMs, 'no git'), 'b.ts');
    assert.equal(await find(folder, closedMs, 'git'), 'b.ts');
    folder.write('b.ts', edited);
    assert.equal(await find(folder, closedMs, 'no git'), 'b.ts');
  });

  for (const git of ['git', 'no git'] as const) {
    it(`is not taken for one that was there before, however like it is (${git})`, async () => {
      using repository = temporaryRepository();
      repository.write(lost, text);
      repository.write('src/tracked.ts', text);
      repository.commitAll();
      repository.write('src/untracked.ts', text);
      repository.write('src/staged.ts', text);
      repository.git('add', 'src/staged.ts');
      const closedMs = await windowCloses();
      rmSync(join(repository.root, lost));
      assert.equal(await find(repository, closedMs, git), undefined);
      // Edited since, so that only its text tells it from a renamed one.
      repository.write('src/untracked.ts', rewritten);
      assert.equal(await find(repository, closedMs, git), undefined);
      repository.write('src/new.ts', rewritten);
      assert.equal(await find(repository, closedMs, git), 'src/new.ts');
    });
  }

  it('is not taken for one that has findings of its own, nor for one that ignores hide or that is unlike it', async () => {
    using repository = temporaryRepository();
    repository.write(lost, text);
    repository.write('.gitignore', 'dist/\n');
    repository.commitAll();
    const closedMs = await windowCloses();
    rename(repository, lost, 'src/b.ts');
    repository.write('dist/a.ts', text);
    repository.write('src/c.ts', lines(20, 'other'));
    assert.equal(await find(repository, closedMs, 'git', ['src/b.ts']), undefined);
    assert.equal(await find(repository, closedMs, 'no git', ['src/b.ts']), undefined);
    assert.equal(await find(repository, closedMs), 'src/b.ts');
  });
});
