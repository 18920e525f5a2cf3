import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createBulkReader } from '../../../src/node/bulkReader.ts';
import { runGit } from '../../../src/node/git.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createRepositoryReader } from '../../../src/node/repositoryReader.ts';
import { readWorkTreeFile } from '../../../src/node/workTreeFile.ts';
import { temporaryFolder, temporaryRepository } from './temporaryRepository.ts';

const live = new AbortController().signal;

describe('odd places', () => {
  it('make git fail as a value: a root that is a file, a name that no process can be given', async () => {
    using folder = temporaryFolder();
    folder.write('file', 'x');
    const inFile = await runGit({ gitPath: 'git', root: `${folder.root}/file` }, ['status'], live);
    assert.equal(inFile.ok ? 'ok' : inFile.failure.kind, 'git-failed');
    const withNul = await runGit({ gitPath: 'git', root: folder.root }, ['ls-files', '--', 'a\0b'], live);
    assert.equal(withNul.ok ? 'ok' : withNul.failure.kind, 'git-failed');
  });

  it('have files below the root of a drive', async () => {
    using folder = temporaryFolder();
    folder.write('file', 'x');
    const path = `${folder.root}/file`.slice(1);
    assert.deepEqual(await readWorkTreeFile('/', path, 100), { kind: 'text', text: 'x' });
    assert.deepEqual(await createBulkReader('/', 100)(path), { kind: 'text', text: 'x' });
  });

  it('do not end the reading of a repository: a file where git knows a folder', async () => {
    using repository = temporaryRepository();
    repository.write('a.ts', 'one\n');
    repository.write('folder/b.ts', 'two\n');
    repository.commitAll();
    rmSync(`${repository.root}/folder`, { recursive: true });
    repository.write('folder', 'a file now\n');
    const read = createRepositoryReader({ gitPath: 'git', maxFileBytes: 1_000 });
    const task = {
      root: repository.root,
      git: true,
      paths: ['a.ts', 'folder/b.ts'],
      labelPrefix: '',
      selection: { exclude: {}, maxBytes: 1_000, allow: new Set<string>() },
      overlay: { texts: new Map<string, string>() },
    };
    const texts: string[] = [];
    for await (const event of read(task, live)) {
      assert.equal(event.kind, 'batch', JSON.stringify(event));
      if (event.kind === 'batch') texts.push(...event.files.map(({ text }) => text));
    }
    assert.deepEqual(texts, ['one\n']);
  });

  it('have names that end as a line does', async () => {
    using repository = temporaryRepository();
    repository.write('Icon\r', 'hello\n');
    repository.commitAll();
    const git = createGitRepository({ root: repository.root, gitPath: 'git' });
    const read = await git.readAt({ commit: 'HEAD' }, ['Icon\r'], live);
    assert.deepEqual(read.ok && read.value.get('Icon\r'), { kind: 'text', text: 'hello\n' });
  });
});
