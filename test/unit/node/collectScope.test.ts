import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectOptions, collectScope } from '../../../src/core/collect/collectScope.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { outline, reasons } from './collectedOutline.ts';
import {
  attempt,
  branch,
  branched,
  collect,
  commit,
  everything,
  files,
  range,
  saved,
  staged,
  unstaged,
  working,
  layered,
  editorText,
} from './collectedScope.ts';
import { temporaryFolder, type TemporaryFolder, temporaryRepository } from './temporaryRepository.ts';

describe('collecting what is staged', () => {
  it('is about the text in the index, and knows the text of now', async () => {
    using repository = layered();
    const change = await collect(repository, staged, { unsaved: { 'a.txt': editorText } });
    assert.deepEqual(outline(change), ['modified a.txt -1:1 +1:index']);
    assert.equal(change.files[0]?.text, 'index\n2\n3\n4\n5\n6\n7\n8\n9\n');
    assert.equal(change.files[0].currentText, editorText);
    const onDisk = await collect(repository, staged);
    assert.equal(onDisk.files[0]?.currentText, 'index\n2\n3\n4\ndisk\n6\n7\n8\n9\n');
  });

  it('has no text of now where that is the same, and says where the file is gone', async () => {
    using repository = temporaryRepository();
    repository.write('same.txt', 'x\n');
    repository.write('gone.txt', 'x\n');
    repository.git('add', '.');
    rmSync(join(repository.root, 'gone.txt'));
    const change = await collect(repository, staged);
    assert.deepEqual(outline(change), ['added gone.txt +1:x', 'added same.txt +1:x']);
    const [gone, same] = change.files;
    assert.equal(gone?.currentText, null);
    assert.ok(same !== undefined && !('currentText' in same));
  });

  it('names a file in conflict as not staged', async () => {
    using repository = conflicted();
    assert.deepEqual(reasons(await collect(repository, staged)), ['a.txt unreadable', 'gone.txt unreadable']);
  });
});

describe('collecting what is not staged', () => {
  it('is about the work tree against the index, with untracked files and editors', async () => {
    using repository = layered();
    assert.deepEqual(outline(await collect(repository, unstaged)), [
      'modified a.txt -5:5 +5:disk',
      'added new.txt +1:new',
    ]);
    const unsaved = { 'a.txt': editorText, 'same.txt': 'changed\n' };
    assert.deepEqual(outline(await collect(repository, unstaged, { unsaved })), [
      'modified a.txt -5:5 +5:disk -9:9 +9:editor',
      'added new.txt +1:new',
      'modified same.txt -1:same +1:changed',
    ]);
  });

  it('holds files in conflict against HEAD', async () => {
    using repository = conflicted();
    const [first, second] = outline(await collect(repository, unstaged));
    assert.equal(first, 'modified a.txt +1:<<<<<<< HEAD +3:======= +4:theirs +5:>>>>>>> other');
    assert.equal(second, 'added gone.txt +1:theirs');
  });

  it('takes a file in conflict that was deleted since for deleted', async () => {
    using repository = conflicted();
    rmSync(join(repository.root, 'a.txt'));
    assert.equal(outline(await collect(repository, unstaged))[0], 'deleted a.txt -1:ours');
  });

  it('knows a file that is only announced', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', 'one\n');
    repository.git('add', '--intent-to-add', 'a.txt');
    assert.deepEqual(outline(await collect(repository, unstaged)), ['added a.txt +1:one']);
    assert.deepEqual(outline(await collect(repository, staged)), []);
    assert.deepEqual(outline(await collect(repository, working)), ['added a.txt +1:one']);
  });
});

/** On main with a merge of `other` begun: one file changed on both sides, one deleted here and changed there. */
function conflicted() {
  const repository = temporaryRepository();
  repository.write('a.txt', 'base\n');
  repository.write('gone.txt', 'base\n');
  repository.commitAll();
  repository.git('checkout', '--quiet', '-b', 'other');
  repository.write('a.txt', 'theirs\n');
  repository.write('gone.txt', 'theirs\n');
  repository.commitAll();
  repository.git('checkout', '--quiet', 'main');
  repository.write('a.txt', 'ours\n');
  rmSync(join(repository.root, 'gone.txt'));
  repository.commitAll();
  assert.throws(() => repository.git('merge', 'other'));
  return repository;
}

const openSelection: CollectOptions['openSelection'] = async () =>
  Promise.resolve({
    ok: true,
    value: {
      selectPath: (path) => (path.endsWith('.lock') ? { kind: 'lock-file' } : undefined),
      selectText: (_path, text) => (text.includes('@generated') ? { kind: 'minified' } : undefined),
    },
  });
const changed = () => {
  const repository = temporaryRepository();
  for (const path of ['a.txt', 'b.lock', 'c.txt', 'd.txt']) repository.write(path, '@generated\n');
  repository.commitAll();
  repository.write('a.txt', 'text\n');
  repository.write('b.lock', 'text\n');
  repository.write('c.txt', '@generated\nmore\n');
  rmSync(join(repository.root, 'd.txt'));
  repository.write('new.lock', 'x\n');
  return repository;
};

describe('leaving files out by rule', () => {
  it('holds for changes on disk, staged, and in commits', async () => {
    using repository = changed();
    const expected = ['b.lock lock-file', 'c.txt minified', 'd.txt minified', 'new.lock lock-file'];
    const unsaved = { 'b.lock': 'unsaved\n' };
    for (const scope of [working, unstaged, branch(repository, 'main')]) {
      const change = await collect(repository, scope, { openSelection, unsaved });
      assert.deepEqual(reasons(change), expected);
      assert.deepEqual(outline(change), ['modified a.txt -1:@generated +1:text']);
    }
    repository.git('add', '--all');
    assert.deepEqual(reasons(await collect(repository, staged, { openSelection })), expected);
    repository.commitAll();
    assert.deepEqual(
      reasons(await collect(repository, commit(repository, 'HEAD'), { openSelection })),
      expected,
    );
  });

  it('holds for whole files and saved ones', async () => {
    using repository = changed();
    for (const scope of [files(repository, 'a.txt', 'b.lock', 'c.txt', 'new.lock'), everything]) {
      const change = await collect(repository, scope, { openSelection });
      assert.deepEqual(reasons(change), ['b.lock lock-file', 'c.txt minified', 'new.lock lock-file']);
    }
    assert.deepEqual(reasons(await collect(repository, saved(repository, 'b.lock'), { openSelection })), [
      'b.lock lock-file',
    ]);
    assert.deepEqual(reasons(await collect(repository, saved(repository, 'c.txt'), { openSelection })), [
      'c.txt minified',
    ]);
  });
});

const scopes = (repository: TemporaryFolder): readonly Scope[] => [
  working,
  staged,
  unstaged,
  branch(repository, 'main'),
  commit(repository, 'HEAD'),
  range(repository, 'HEAD', 'main'),
  saved(repository, 'a.txt'),
  everything,
];

describe('when git fails', () => {
  it('says that it is missing, whatever the scope', async () => {
    using repository = branched();
    const source = createGitRepository({ root: repository.root, gitPath: '/nonexistent/git' });
    for (const scope of scopes(repository)) {
      const failure = { kind: 'git-missing', command: '/nonexistent/git' };
      assert.deepEqual(await attempt(repository, scope, { source }), { ok: false, failure }, scope.kind);
    }
  });

  it('says what git said of a folder that is no repository, or is gone', async () => {
    using repository = branched();
    rmSync(join(repository.root, '.git'), { recursive: true });
    for (const scope of scopes(repository)) {
      const result = await attempt(repository, scope);
      assert.ok(!result.ok && result.failure.kind === 'git-failed', scope.kind);
      assert.match(result.failure.stderr, /not a git repository/i);
    }
    const gone = { root: `${repository.root}/gone` };
    const result = await attempt(gone, working);
    assert.ok(!result.ok && result.failure.kind === 'git-failed');
  });

  it('ends as cancelled whatever the scope, at once and with no process left', async () => {
    using repository = branched();
    // A git that would run for ten minutes, and says who it is.
    using slow = temporaryFolder();
    slow.write('git', `#!/bin/sh\necho $$ >> ${slow.root}/pids\nexec sleep 600\n`);
    chmodSync(join(slow.root, 'git'), 0o755);
    const pids = join(slow.root, 'pids');
    const source = createGitRepository({ root: repository.root, gitPath: join(slow.root, 'git') });
    for (const scope of scopes(repository)) {
      rmSync(pids, { force: true });
      const abort = new AbortController();
      const running = collectScope(scope, [source], { texts: new Map() }, abort.signal);
      await until(() => existsSync(pids) && slow.read('pids').endsWith('\n'));
      abort.abort();
      assert.deepEqual(await running, { ok: false, failure: { kind: 'cancelled' } }, scope.kind);
      for (const pid of slow.read('pids').trim().split('\n')) {
        await until(() => !existsSync(`/proc/${pid}`));
      }
    }
  });

  it('ends as cancelled when it is cancelled before it begins', async () => {
    using repository = branched();
    const sources = [createGitRepository({ root: repository.root, gitPath: 'git' })];
    for (const scope of [...scopes(repository), files(repository, 'a.txt')]) {
      const result = await collectScope(scope, sources, { texts: new Map() }, AbortSignal.abort());
      assert.deepEqual(result, { ok: false, failure: { kind: 'cancelled' } }, scope.kind);
    }
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
