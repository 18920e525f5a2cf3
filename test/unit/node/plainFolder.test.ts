import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createPlainFolder } from '../../../src/node/plainFolder.ts';
import { temporaryFolder, temporaryRepository, type TemporaryFolder } from './temporaryRepository.ts';

const live = new AbortController().signal;

async function list({ root }: TemporaryFolder, folder = ''): Promise<readonly string[]> {
  const listed = await createPlainFolder({ root }).listFiles(folder, live);
  assert.ok(listed.ok);
  return listed.value;
}

/** Rules that contradict each other on several levels. */
const ruled: Readonly<Record<string, string>> = {
  '.gitignore': '*.log\n/out\nbuild/\n# note\nsub/*.tmp\n\\!odd\n',
  'a.log': '',
  'a.ts': '',
  '!odd': '',
  'out/x': '',
  'deep/out/x': '',
  'sub/.gitignore': '!keep.log\r\n!build/\n/top.txt\nname\n!x.tmp\n',
  'sub/keep.log': '',
  'sub/other.log': '',
  'sub/x.tmp': '',
  'sub/y.tmp': '',
  'sub/build/out.js': '',
  'sub/build/out.log': '',
  'sub/top.txt': '',
  'sub/in/top.txt': '',
  'sub/in/name': '',
  'sub/in/name.ts': '',
  'build/x.js': '',
  '[odd]/.gitignore': '*.js\n',
  '[odd]/a.js': '',
  'o/a.js': '',
  'ünï/ø.txt': '',
};

describe('a folder without git', () => {
  it('lists what its .gitignore files leave, as git would', async () => {
    using repository = temporaryRepository();
    using folder = temporaryFolder();
    for (const [path, content] of Object.entries(ruled)) {
      repository.write(path, content);
      folder.write(path, content);
    }
    const { root } = repository;
    const truth = await createGitRepository({ root, gitPath: 'git' }).listFiles('', live);
    assert.ok(truth.ok);
    assert.deepEqual(await list(folder), truth.value);
    assert.ok(truth.value.includes('sub/build/out.js'));
    assert.ok(!truth.value.includes('build/x.js'));
  });

  it('lists one folder of it, or one file, and nothing of what is ignored', async () => {
    using folder = temporaryFolder();
    for (const [path, content] of Object.entries(ruled)) folder.write(path, content);
    assert.deepEqual(await list(folder, 'sub/in'), ['sub/in/name.ts', 'sub/in/top.txt']);
    assert.deepEqual(await list(folder, 'sub/keep.log'), ['sub/keep.log']);
    assert.deepEqual(await list(folder, 'build'), []);
    assert.deepEqual(await list(folder, 'nowhere'), []);
  });

  it('leaves out .git, node_modules and repositories inside, and enters no link', async () => {
    using outside = temporaryFolder();
    outside.write('secret.txt', 'secret');
    using folder = temporaryFolder();
    for (const path of ['a.ts', 'node_modules/m/i.js', 'p/node_modules/m/i.js', 'p/b.ts']) {
      folder.write(path, '');
    }
    folder.write('.git/config', '');
    folder.write('inner/.git/config', '');
    folder.write('inner/c.ts', '');
    symlinkSync(outside.root, join(folder.root, 'linked'));
    symlinkSync(folder.root, join(folder.root, 'p/around'));
    assert.deepEqual(await list(folder), ['a.ts', 'linked', 'p/around', 'p/b.ts']);
    const source = createPlainFolder({ root: folder.root });
    assert.deepEqual(await source.readWorkTree('linked'), { kind: 'symlink' });
    assert.deepEqual(await source.readWorkTree('linked/secret.txt'), { kind: 'symlink' });
  });

  it('ends as cancelled, before and while it walks', async () => {
    using folder = temporaryFolder();
    for (let i = 0; i < 50; i++) folder.write(`${i}/a.ts`, '');
    const source = createPlainFolder({ root: folder.root });
    const cancelled = { ok: false, failure: { kind: 'cancelled' } };
    assert.deepEqual(await source.listFiles('', AbortSignal.abort()), cancelled);
    const abort = new AbortController();
    const walking = source.listFiles('', abort.signal);
    abort.abort();
    assert.deepEqual(await walking, cancelled);
  });
});
