import assert from 'node:assert/strict';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { outline, reasons } from './collectedOutline.ts';
import { attempt, branch, branched, collect, commit, range } from './collectedScope.ts';
import { temporaryFolder, temporaryRepository } from './temporaryRepository.ts';

describe('collecting a branch', () => {
  it('is about the work tree against the merge base, untracked files and editors included', async () => {
    using repository = branched();
    const change = await collect(repository, branch(repository, 'main'));
    assert.deepEqual(outline(change), [
      'modified a.txt -1:one +1:ONE -3:three +3:THREE',
      'added new.txt +1:new',
    ]);
    const unsaved = { 'a.txt': 'one\ntwo\nedited\n' };
    assert.deepEqual(outline(await collect(repository, branch(repository, 'main'), { unsaved })), [
      'modified a.txt -3:three +3:edited',
      'added new.txt +1:new',
    ]);
  });

  it('works from a detached head', async () => {
    using repository = branched();
    repository.git('checkout', '--quiet', '--detach');
    assert.equal((await collect(repository, branch(repository, 'main'))).files.length, 2);
  });

  for (const base of [
    'nowhere',
    '--output=stolen.txt',
    '-p',
    '',
    '^main',
    'main..work',
    '@{upstream}',
    'a\0b',
  ]) {
    it(`refuses ${JSON.stringify(base)} as no revision`, async () => {
      using repository = branched();
      assert.deepEqual(await attempt(repository, branch(repository, base)), {
        ok: false,
        failure: { kind: 'no-such-revision', revision: base },
      });
      assert.equal(existsSync(join(repository.root, 'stolen.txt')), false);
    });
  }

  it('has no base before the first commit', async () => {
    using repository = temporaryRepository();
    const failure = { kind: 'no-such-revision', revision: 'HEAD' };
    assert.deepEqual(await attempt(repository, branch(repository, 'HEAD')), { ok: false, failure });
  });

  it('says so when the two have no common ancestor', async () => {
    using repository = branched();
    repository.git('checkout', '--quiet', '--force', '--orphan', 'alone');
    repository.commitAll();
    const failure = { kind: 'no-merge-base', base: 'main' };
    assert.deepEqual(await attempt(repository, branch(repository, 'main')), { ok: false, failure });
  });

  it('says so when a shallow clone hides the common ancestor', async () => {
    using repository = branched();
    using clone = temporaryFolder();
    const url = `file://${repository.root}`;
    repository.git('clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=work', url, clone.root);
    const failure = { kind: 'no-merge-base', base: 'origin/main' };
    assert.deepEqual(await attempt(clone, branch(clone, 'origin/main')), { ok: false, failure });
  });
});

describe('collecting a commit', () => {
  it('is about the commit against its parent, and knows the text of now', async () => {
    using repository = branched();
    const change = await collect(repository, commit(repository, 'HEAD'));
    assert.deepEqual(outline(change), ['modified a.txt -3:three +3:THREE']);
    assert.equal(change.files[0]?.text, 'one\ntwo\nTHREE\n');
    assert.equal(change.files[0].currentText, 'ONE\ntwo\nTHREE\n');
  });

  it('takes all of a first commit for new', async () => {
    using repository = branched();
    assert.deepEqual(outline(await collect(repository, commit(repository, 'HEAD~1'))), [
      'added a.txt +1:one +2:two +3:three',
    ]);
  });

  it('takes a merge against its first parent', async () => {
    using repository = branched();
    repository.git('checkout', '--quiet', '--force', 'work');
    repository.git('merge', '--quiet', '--no-edit', 'main');
    assert.deepEqual(outline(await collect(repository, commit(repository, 'HEAD'))), [
      'added main-only.txt +1:x',
    ]);
  });

  it('does not take the edge of a shallow clone for a first commit', async () => {
    using repository = branched();
    using clone = temporaryFolder();
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, clone.root);
    assert.deepEqual(await attempt(clone, commit(clone, 'HEAD')), {
      ok: false,
      failure: { kind: 'no-such-revision', revision: 'HEAD^' },
    });
  });

  it('keeps what was deleted, renamed, linked or binary in it apart', async () => {
    using repository = temporaryRepository();
    const text = Array.from({ length: 20 }, (_, n) => `line ${n}`).join('\n');
    repository.write('old.txt', text);
    repository.write('gone.txt', 'x\n');
    repository.write('turns.txt', 'text\n');
    repository.write('moved.txt', 'some content to move\n');
    repository.commitAll();
    repository.git('mv', 'old.txt', 'new.txt');
    repository.git('mv', 'moved.txt', 'elsewhere.txt');
    repository.write('new.txt', `${text}\nlast\n`);
    rmSync(join(repository.root, 'gone.txt'));
    rmSync(join(repository.root, 'turns.txt'));
    symlinkSync('/etc/hostname', join(repository.root, 'turns.txt'));
    repository.write('image.png', Buffer.from([137, 80, 78, 71, 0, 0]));
    repository.commitAll();
    const change = await collect(repository, commit(repository, 'HEAD'));
    assert.deepEqual(outline(change), [
      'deleted gone.txt -1:x',
      'renamed old.txt > new.txt -20:line 19 +20:line 19 +21:last',
    ]);
    assert.deepEqual(reasons(change), [
      'elsewhere.txt no-text-change',
      'image.png binary',
      'turns.txt symlink',
    ]);
  });

  it('refuses what names no commit', async () => {
    using repository = branched();
    for (const revision of ['0000000000', 'HEAD^{tree}', 'HEAD:a.txt', '--all']) {
      const failure = { kind: 'no-such-revision', revision };
      assert.deepEqual(await attempt(repository, commit(repository, revision)), { ok: false, failure });
    }
  });
});

describe('collecting a range', () => {
  it('is about the second revision against the first', async () => {
    using repository = branched();
    const change = await collect(repository, range(repository, 'main', 'work'));
    assert.deepEqual(outline(change), ['modified a.txt -3:three +3:THREE', 'deleted main-only.txt -1:x']);
    assert.equal(change.files[0]?.currentText, 'ONE\ntwo\nTHREE\n');
  });

  it('says which of the two names no commit', async () => {
    using repository = branched();
    const failure = { kind: 'no-such-revision', revision: 'v1' };
    assert.deepEqual(await attempt(repository, range(repository, 'main', 'v1')), { ok: false, failure });
    assert.deepEqual(await attempt(repository, range(repository, 'v1', 'main')), { ok: false, failure });
  });
});
