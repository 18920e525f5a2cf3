import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectedChange } from '../../../src/core/change.ts';
import { collectScope, type CollectOptions } from '../../../src/core/collect/collectScope.ts';
import type { SourceTree } from '../../../src/core/ports.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createPlainFolder } from '../../../src/node/plainFolder.ts';
import { outline, reasons, textLine } from './collectedOutline.ts';
import { temporaryFolder, temporaryRepository, type TemporaryFolder } from './temporaryRepository.ts';

const live = new AbortController().signal;

interface Asked extends CollectOptions {
  readonly unsaved?: Readonly<Record<string, string>>;
  readonly source?: SourceTree;
}

async function attempt({ root }: Pick<TemporaryFolder, 'root'>, scope: Scope, asked: Asked = {}) {
  const { unsaved = {}, source = createGitRepository({ root, gitPath: 'git' }), ...options } = asked;
  const texts = new Map(Object.entries(unsaved).map(([path, text]) => [`${root}/${path}`, text]));
  return collectScope(scope, [source], { texts }, live, options);
}

async function collect(
  repository: Pick<TemporaryFolder, 'root'>,
  scope: Scope,
  asked: Asked = {},
): Promise<CollectedChange> {
  const result = await attempt(repository, scope, asked);
  assert.ok(result.ok, JSON.stringify(result));
  for (const { ref, text, hunks } of result.value.files) {
    for (const line of hunks.flatMap(({ lines }) => lines)) {
      if (line.kind !== 'removed') assert.equal(textLine(text, line.newLine), line.text, ref.path);
    }
  }
  return result.value;
}

const staged: Scope = { kind: 'staged', roots: [] };
const unstaged: Scope = { kind: 'unstaged', roots: [] };
const working: Scope = { kind: 'working-changes', roots: [] };
const branch = ({ root }: TemporaryFolder, base: string): Scope => ({ kind: 'branch', root, base });
const commit = ({ root }: TemporaryFolder, revision: string): Scope => ({ kind: 'commit', root, revision });
const range = ({ root }: TemporaryFolder, from: string, to: string): Scope => ({
  kind: 'range',
  root,
  from,
  to,
});
const files = ({ root }: TemporaryFolder, ...paths: readonly string[]): Scope => ({
  kind: 'files',
  files: paths.map((path) => ({ root, path })),
});
const saved = ({ root }: TemporaryFolder, path: string, since?: string): Scope => ({
  kind: 'saved-file',
  file: { root, path },
  ...(since === undefined ? {} : { since }),
});
const everything: Scope = { kind: 'repository', roots: [] };

/** `a.txt` is three lines: one is staged, one is changed on disk, one in the editor. */
function layered() {
  const repository = temporaryRepository();
  repository.write('a.txt', '1\n2\n3\n4\n5\n6\n7\n8\n9\n');
  repository.write('same.txt', 'same\n');
  repository.commitAll();
  repository.write('a.txt', 'index\n2\n3\n4\n5\n6\n7\n8\n9\n');
  repository.git('add', 'a.txt');
  repository.write('a.txt', 'index\n2\n3\n4\ndisk\n6\n7\n8\n9\n');
  repository.write('new.txt', 'new\n');
  return repository;
}
const editorText = 'index\n2\n3\n4\ndisk\n6\n7\n8\neditor\n';

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

/** `main` went on after `work` left it; `work` is checked out with one commit and one change on disk. */
function branched() {
  const repository = temporaryRepository();
  repository.write('a.txt', 'one\ntwo\nthree\n');
  repository.commitAll();
  repository.git('branch', 'work');
  repository.write('main-only.txt', 'x\n');
  repository.commitAll();
  repository.git('checkout', '--quiet', 'work');
  repository.write('a.txt', 'one\ntwo\nTHREE\n');
  repository.commitAll();
  repository.write('a.txt', 'ONE\ntwo\nTHREE\n');
  repository.write('new.txt', 'new\n');
  return repository;
}

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

describe('collecting whole files', () => {
  it('takes them as they stand, editors first, in the order asked, once', async () => {
    using repository = layered();
    const change = await collect(repository, files(repository, 'same.txt', 'a.txt', 'same.txt'), {
      unsaved: { 'a.txt': editorText },
    });
    assert.deepEqual(outline(change), ['whole same.txt', 'whole a.txt']);
    assert.equal(change.files[1]?.text, editorText);
  });

  it('names what it does not take, with the reason', async () => {
    using folder = temporaryFolder();
    folder.write(
      'id_ed25519',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb\n-----END OPENSSH PRIVATE KEY-----\n',
    );
    folder.write(
      'movie.mp4',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`,
    );
    folder.write('big.txt', 'x'.repeat(1_048_577));
    folder.write('bin', Buffer.from([1, 0]));
    symlinkSync('/etc/hostname', join(folder.root, 'link'));
    folder.write('sub/x', '');
    const names = ['id_ed25519', 'movie.mp4', 'big.txt', 'bin', 'link', 'none', 'sub'];
    const source = createPlainFolder({ root: folder.root });
    const change = await collect(folder, files(folder, ...names), {
      source,
      unsaved: { link: 'text of another file', 'big.txt': 'small' },
    });
    assert.deepEqual(outline(change), []);
    assert.deepEqual(reasons(change), [
      'id_ed25519 private-key',
      'movie.mp4 lfs-pointer',
      'big.txt too-large',
      'bin binary',
      'link symlink',
      'none unreadable',
      'sub unreadable',
    ]);
  });

  it('needs the root to be one of its sources', async () => {
    using repository = layered();
    const elsewhere: Scope = { kind: 'files', files: [{ root: '/elsewhere', path: 'a.txt' }] };
    const failure = { kind: 'no-repository' };
    assert.deepEqual(await attempt(repository, elsewhere), { ok: false, failure });
    assert.deepEqual(await attempt(repository, { kind: 'working-changes', roots: ['/elsewhere'] }), {
      ok: false,
      failure,
    });
  });
});

const growLine5 = (path: string, whole: string, line: number) =>
  path === 'a.py' && whole.startsWith('import a') && line === 5 ? { start: 3, end: 7 } : undefined;

describe('collecting a selection', () => {
  const text = 'import a\n\ndef f(x):\n    if x:\n        return 1\n\n    return 2\n\ndef g():\n    pass\n';
  const selected = async (
    range_: readonly [number, number, number, number],
    options: CollectOptions = {},
  ) => {
    using folder = temporaryFolder();
    folder.write('a.py', text);
    const [line, character, endLine, endCharacter] = range_;
    const scope: Scope = {
      kind: 'selection',
      file: { root: folder.root, path: 'a.py' },
      ranges: [{ start: { line, character }, end: { line: endLine, character: endCharacter } }],
    };
    const source = createPlainFolder({ root: folder.root });
    const { files: found } = await collect(folder, scope, { ...options, source });
    return found[0]?.focus;
  };

  it('asks about the lines it touches', async () => {
    assert.deepEqual(await selected([2, 4, 3, 2]), [{ start: 3, end: 4 }]);
    assert.deepEqual(await selected([2, 0, 4, 0]), [{ start: 3, end: 4 }]);
    assert.deepEqual(await selected([8, 0, 99, 0]), [{ start: 9, end: 11 }]);
  });

  it('grows an empty one to the definition around it, else to its indentation block', async () => {
    assert.deepEqual(await selected([4, 9, 4, 9]), [{ start: 4, end: 5 }]);
    assert.deepEqual(await selected([2, 0, 2, 0]), [{ start: 3, end: 7 }]);
    assert.deepEqual(await selected([6, 6, 6, 6]), [{ start: 3, end: 7 }]);
    assert.deepEqual(await selected([4, 9, 4, 9], { grow: growLine5 }), [{ start: 3, end: 7 }]);
    assert.deepEqual(await selected([9, 0, 9, 0], { grow: growLine5 }), [{ start: 9, end: 10 }]);
  });
});

describe('collecting one saved file', () => {
  it('is about what changed since its last review', async () => {
    using repository = layered();
    const since = 'index\n2\n3\n4\n5\n6\n7\n8\n9\n';
    assert.deepEqual(outline(await collect(repository, saved(repository, 'a.txt', since))), [
      'modified a.txt -5:5 +5:disk',
    ]);
    const unsaved = { 'a.txt': editorText };
    assert.deepEqual(outline(await collect(repository, saved(repository, 'a.txt', since), { unsaved })), [
      'modified a.txt -5:5 +5:disk -9:9 +9:editor',
    ]);
  });

  it('is held against HEAD before any review, and is all new where HEAD has none', async () => {
    using repository = layered();
    assert.deepEqual(outline(await collect(repository, saved(repository, 'a.txt'))), [
      'modified a.txt -1:1 +1:index -5:5 +5:disk',
    ]);
    assert.deepEqual(outline(await collect(repository, saved(repository, 'new.txt'))), [
      'added new.txt +1:new',
    ]);
    assert.deepEqual(reasons(await collect(repository, saved(repository, 'same.txt'))), [
      'same.txt no-text-change',
    ]);
    using unborn = temporaryRepository();
    unborn.write('a.txt', 'a\n');
    assert.deepEqual(outline(await collect(unborn, saved(unborn, 'a.txt'))), ['added a.txt +1:a']);
  });

  it('needs no git', async () => {
    using folder = temporaryFolder();
    folder.write('a.txt', 'a\nb\n');
    const source = createPlainFolder({ root: folder.root });
    assert.deepEqual(outline(await collect(folder, saved(folder, 'a.txt', 'a\n'), { source })), [
      'modified a.txt +2:b',
    ]);
    assert.deepEqual(outline(await collect(folder, saved(folder, 'a.txt'), { source })), [
      'added a.txt +1:a +2:b',
    ]);
  });
});

describe('collecting a folder or all', () => {
  it('takes every file that is there, sorted, with the reasons for the others', async () => {
    using repository = layered();
    repository.write('src/b.ts', 'b\n');
    repository.write('src/a.ts', 'a\n');
    repository.write('src-gen/c.ts', 'c\n');
    repository.write('src/bin', Buffer.from([0]));
    repository.write('.gitignore', '*.log\n');
    repository.write('x.log', 'x\n');
    repository.commitAll();
    rmSync(join(repository.root, 'same.txt'));
    const { root } = repository;
    const folder = await collect(repository, { kind: 'folder', root, path: 'src' });
    assert.deepEqual(outline(folder), ['whole src/a.ts', 'whole src/b.ts']);
    assert.deepEqual(reasons(folder), ['src/bin binary']);
    const all = await collect(repository, everything);
    assert.deepEqual(
      outline(all),
      ['.gitignore', 'a.txt', 'new.txt', 'src-gen/c.ts', 'src/a.ts', 'src/b.ts'].map(
        (path) => `whole ${path}`,
      ),
    );
  });

  it('takes plain folders and repositories together, and what lies in both roots once', async () => {
    using folder = temporaryFolder();
    folder.write('a.txt', 'a\n');
    folder.write('inner/b.txt', 'b\n');
    using repository = temporaryRepository();
    repository.write('c.txt', 'c\n');
    const sources = [
      createPlainFolder({ root: folder.root }),
      createPlainFolder({ root: `${folder.root}/inner` }),
      createGitRepository({ root: repository.root, gitPath: 'git' }),
    ];
    const result = await collectScope(everything, sources, { texts: new Map() }, live);
    assert.ok(result.ok);
    assert.deepEqual(
      result.value.files.map(({ label }) => label),
      [`${sources[0]?.name}/a.txt`, 'inner/b.txt', `${sources[2]?.name}/c.txt`],
    );
  });
});

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
