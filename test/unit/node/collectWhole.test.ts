import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectOptions, collectScope } from '../../../src/core/collect/collectScope.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createPlainFolder } from '../../../src/node/plainFolder.ts';
import { outline, reasons } from './collectedOutline.ts';
import { attempt, collect, everything, files, live, saved, layered, editorText } from './collectedScope.ts';
import { temporaryFolder, temporaryRepository } from './temporaryRepository.ts';

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
