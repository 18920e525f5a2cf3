import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { outline, reasons } from './collectedOutline.ts';
import { branch, collect, commit, everything, live, staged, unstaged, working } from './collectedScope.ts';
import { temporaryFolder, temporaryRepository } from './temporaryRepository.ts';

const pointer = (size: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize ${size}\n`;

describe('collecting from unusual repositories', () => {
  it('takes what a sparse checkout leaves out for unchanged, and lists only what is there', async () => {
    using repository = temporaryRepository();
    repository.write('in/a.txt', 'one\n');
    repository.write('out/b.txt', 'one\n');
    repository.commitAll();
    repository.write('out/b.txt', 'one\ntwo\n');
    repository.commitAll();
    repository.git('sparse-checkout', 'set', 'in');
    repository.write('in/a.txt', 'one\ntwo\n');
    assert.deepEqual(outline(await collect(repository)), ['modified in/a.txt +2:two']);
    assert.deepEqual(outline(await collect(repository, unstaged)), ['modified in/a.txt +2:two']);
    assert.deepEqual(outline(await collect(repository, everything)), ['whole in/a.txt']);
    assert.deepEqual(outline(await collect(repository, branch(repository, 'HEAD~1'))), [
      'modified in/a.txt +2:two',
      'modified out/b.txt +2:two',
    ]);
  });

  it('keeps to a folder of a repository that is opened alone', async () => {
    using repository = temporaryRepository();
    repository.write('top.txt', 'one\n');
    repository.write('.gitignore', '*.log\n');
    repository.write('sub/a.txt', 'one\n');
    repository.write('sub/.gitattributes', 'a.txt linguist-generated\n');
    repository.commitAll();
    repository.write('top.txt', 'two\n');
    repository.write('sub/a.txt', 'two\n');
    repository.write('sub/new.txt', 'new\n');
    repository.write('sub/x.log', 'x\n');
    const sub = { root: `${repository.root}/sub` };
    const expected = ['modified a.txt -1:one +1:two', 'added new.txt +1:new'];
    assert.deepEqual(outline(await collect(sub)), expected);
    assert.deepEqual(outline(await collect(sub, unstaged)), expected);
    assert.deepEqual(outline(await collect(sub, working, { unsaved: { 'a.txt': 'three\n' } })), [
      'modified a.txt -1:one +1:three',
      'added new.txt +1:new',
    ]);
    assert.deepEqual(outline(await collect(sub, everything)), [
      'whole .gitattributes',
      'whole a.txt',
      'whole new.txt',
    ]);
    const said = await createGitRepository({ ...sub, gitPath: 'git' }).attributes(['a.txt', 'new.txt'], live);
    assert.deepEqual(said, { ok: true, value: new Map([['a.txt', { generated: true }]]) });
    repository.commitAll();
    assert.deepEqual(outline(await collect(sub, commit(sub, 'HEAD'))), expected);
    assert.deepEqual(outline(await collect(sub, branch(sub, 'HEAD~1'))), expected);
  });

  it('lists a submodule that moved, and looks into none', async () => {
    using inner = temporaryRepository();
    inner.write('x.txt', 'x\n');
    inner.commitAll();
    using repository = temporaryRepository();
    repository.write('a.txt', 'a\n');
    repository.commitAll();
    repository.git('submodule', '--quiet', 'add', inner.root, 'inner');
    assert.deepEqual(reasons(await collect(repository, staged)), ['inner submodule']);
    repository.commitAll();
    writeFileSync(join(repository.root, 'inner/x.txt'), 'changed\n');
    assert.deepEqual(await collect(repository), { files: [], skipped: [] });
    assert.deepEqual(outline(await collect(repository, everything)), ['whole .gitmodules', 'whole a.txt']);
    assert.deepEqual(outline(await collect({ root: `${repository.root}/inner` })), [
      'modified x.txt -1:x +1:changed',
    ]);
    repository.git('rm', '--quiet', '--force', 'inner');
    assert.deepEqual(reasons(await collect(repository)), ['inner submodule']);
  });

  it('leaves out a repository that lies inside without being a submodule', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', 'a\n');
    mkdirSync(join(repository.root, 'nested'));
    repository.git('init', '--quiet', 'nested');
    repository.write('nested/b.txt', 'b\n');
    const unsaved = { 'nested/b.txt': 'B\n' };
    assert.deepEqual(outline(await collect(repository, working, { unsaved })), ['added a.txt +1:a']);
    assert.deepEqual(outline(await collect(repository, everything)), ['whole a.txt']);
  });

  it('works in a linked work tree, with its own index and head', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', 'a\n');
    repository.commitAll();
    const root = join(repository.root, 'tree');
    repository.git('worktree', 'add', '--quiet', '--detach', root);
    writeFileSync(join(root, 'a.txt'), 'b\n');
    assert.deepEqual(outline(await collect({ root }, unstaged)), ['modified a.txt -1:a +1:b']);
    repository.git('-C', root, 'add', '--all');
    assert.deepEqual(outline(await collect({ root }, staged)), ['modified a.txt -1:a +1:b']);
    assert.deepEqual(outline(await collect({ root }, commit({ root }, 'HEAD'))), ['added a.txt +1:a']);
  });

  it('works in a repository of SHA-256', async () => {
    using folder = temporaryFolder();
    using helper = temporaryRepository();
    helper.git('init', '--quiet', '--object-format=sha256', folder.root);
    folder.write('a.txt', 'a\n');
    assert.deepEqual(outline(await collect(folder)), ['added a.txt +1:a']);
    helper.git('-C', folder.root, 'add', '--all');
    assert.deepEqual(outline(await collect(folder, staged)), ['added a.txt +1:a']);
    helper.git('-C', folder.root, 'commit', '--quiet', '--message=x');
    assert.deepEqual(outline(await collect(folder, commit(folder, 'HEAD'))), ['added a.txt +1:a']);
  });

  it('takes a pointer of large file storage for no text, on either side', async () => {
    using repository = temporaryRepository();
    for (const name of ['moved.bin', 'fetched.csv', 'gone.bin']) repository.write(name, pointer(1));
    repository.commitAll();
    repository.write('moved.bin', pointer(2));
    repository.write('fetched.csv', 'a,b\n1,2\n');
    rmSync(join(repository.root, 'gone.bin'));
    repository.write('new.bin', pointer(3));
    assert.deepEqual(reasons(await collect(repository)), [
      'fetched.csv lfs-pointer',
      'gone.bin lfs-pointer',
      'moved.bin lfs-pointer',
      'new.bin lfs-pointer',
    ]);
  });

  it('never sends a private key, also not one that was deleted', async () => {
    using repository = temporaryRepository();
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n';
    repository.write('old.pem', key);
    repository.commitAll();
    rmSync(join(repository.root, 'old.pem'));
    repository.write('new.pem', key);
    // Not a rename, as far as git can see.
    repository.git('config', 'diff.renames', 'false');
    assert.deepEqual(reasons(await collect(repository)), ['new.pem private-key', 'old.pem private-key']);
  });

  it('shows a file that git no longer tracks as it stands, unless it is ignored', async () => {
    using repository = temporaryRepository();
    repository.write('kept.txt', 'one\n');
    repository.write('.env', 'KEY=1\n');
    repository.commitAll();
    repository.write('.gitignore', '.env\n');
    repository.git('rm', '--quiet', '--cached', 'kept.txt', '.env');
    repository.write('kept.txt', 'one\ntwo\n');
    repository.write('.env', 'KEY=2\n');
    const change = await collect(repository, working, { unsaved: { '.env': 'KEY=3\n' } });
    assert.deepEqual(outline(change), [
      'deleted .env -1:KEY=1',
      'added .gitignore +1:.env',
      'modified kept.txt +2:two',
    ]);
  });

  it('takes the editor of a file that is deleted on disk but still tracked', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', 'one\n');
    repository.commitAll();
    rmSync(join(repository.root, 'a.txt'));
    assert.deepEqual(outline(await collect(repository, working, { unsaved: { 'a.txt': 'one\ntwo\n' } })), [
      'modified a.txt +2:two',
    ]);
  });

  it('never takes what an editor shows through a symbolic link', async () => {
    using outside = temporaryFolder();
    outside.write('secret.txt', 'secret\n');
    using repository = temporaryRepository();
    symlinkSync(join(outside.root, 'secret.txt'), join(repository.root, 'tracked'));
    repository.commitAll();
    symlinkSync(join(outside.root, 'secret.txt'), join(repository.root, 'new'));
    symlinkSync(outside.root, join(repository.root, 'folder'));
    const unsaved = { tracked: 'secret 2\n', new: 'secret 2\n', 'folder/secret.txt': 'secret 2\n' };
    for (const scope of [working, unstaged, everything]) {
      const change = await collect(repository, scope, { unsaved });
      assert.deepEqual(outline(change), [], scope.kind);
      assert.ok(reasons(change).every((reason) => reason.endsWith('symlink')));
    }
  });

  it('is not held up by one huge file, and names it', async () => {
    using repository = temporaryRepository();
    repository.write('huge.txt', 'x\n'.repeat(600_000));
    repository.write('small.txt', 'one\n');
    repository.commitAll();
    repository.write('huge.txt', 'y\n'.repeat(600_000));
    repository.write('small.txt', 'two\n');
    for (const scope of [working, unstaged]) {
      const change = await collect(repository, scope);
      assert.deepEqual(reasons(change), ['huge.txt too-large']);
      assert.deepEqual(outline(change), ['modified small.txt -1:one +1:two']);
    }
    repository.commitAll();
    assert.deepEqual(reasons(await collect(repository, commit(repository, 'HEAD'))), ['huge.txt too-large']);
  });
});
