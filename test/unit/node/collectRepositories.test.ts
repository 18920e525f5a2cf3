import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectedChange } from '../../../src/core/change.ts';
import { collectScope } from '../../../src/core/collect/collectScope.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { outline, reasons, textLine } from './collectedOutline.ts';
import { temporaryFolder, temporaryRepository } from './temporaryRepository.ts';

const live = new AbortController().signal;
const working: Scope = { kind: 'working-changes', roots: [] };
const staged: Scope = { kind: 'staged', roots: [] };
const unstaged: Scope = { kind: 'unstaged', roots: [] };
const everything: Scope = { kind: 'repository', roots: [] };
const branch = (root: string): Scope => ({ kind: 'branch', root, base: 'HEAD~1' });
const commit = (root: string, revision = 'HEAD'): Scope => ({ kind: 'commit', root, revision });

async function collect(
  { root }: { readonly root: string },
  scope: Scope = working,
  unsaved: Readonly<Record<string, string>> = {},
): Promise<CollectedChange> {
  const texts = new Map(Object.entries(unsaved).map(([path, text]) => [`${root}/${path}`, text]));
  const sources = [createGitRepository({ root, gitPath: 'git' })];
  const result = await collectScope(scope, sources, { texts }, live);
  assert.ok(result.ok, JSON.stringify(result));
  for (const { ref, text, hunks } of result.value.files) {
    for (const line of hunks.flatMap(({ lines }) => lines)) {
      if (line.kind !== 'removed') assert.equal(textLine(text, line.newLine), line.text, ref.path);
    }
  }
  return result.value;
}

describe('collecting from names that are hard to write', () => {
  const names = [
    'line\nend.txt',
    '"quoted".txt',
    'tab\t.txt',
    'back\\slash.txt',
    '-dash.txt',
    ' space .txt',
    'ünï/日本.txt',
    ':(top)x.txt',
    'b/x.txt b/x.txt',
    '*.txt',
    '\u0001\u007f',
  ].toSorted((a, b) => (a < b ? -1 : 1));

  it('finds every file of every scope', async () => {
    using repository = temporaryRepository();
    for (const name of names) repository.write(name, 'one\n');
    repository.commitAll();
    for (const name of names) repository.write(name, 'one\ntwo\n');
    const expected = names.map((name) => `modified ${name} +2:two`);
    assert.deepEqual(outline(await collect(repository)), expected);
    assert.deepEqual(outline(await collect(repository, unstaged)), expected);
    repository.git('add', '--all');
    assert.deepEqual(outline(await collect(repository, staged)), expected);
    repository.commitAll();
    assert.deepEqual(outline(await collect(repository, commit(repository.root))), expected);
    assert.deepEqual(
      outline(await collect(repository, everything)),
      names.map((name) => `whole ${name}`),
    );
    const edits = Object.fromEntries(names.map((name) => [name, 'ONE\ntwo\n']));
    const edited = names.map((name) => `modified ${name} -1:one +1:ONE`);
    assert.deepEqual(outline(await collect(repository, working, edits)), edited);
    for (const name of names) rmSync(join(repository.root, name));
    assert.equal(
      (await collect(repository)).files.filter(({ status }) => status === 'deleted').length,
      names.length,
    );
  });

  it('says so of a name that is not UTF-8', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', 'a\n');
    repository.commitAll();
    writeFileSync(Buffer.from(`${repository.root}/gr\xfc\xdfe.txt`, 'latin1'), 'x\n');
    const expected = [{ kind: 'unreadable', detail: 'its name is not UTF-8' }];
    assert.deepEqual(
      (await collect(repository)).skipped.map(({ reason }) => reason),
      expected,
    );
    repository.commitAll();
    const change = await collect(repository, commit(repository.root));
    assert.deepEqual(
      change.skipped.map(({ reason }) => reason),
      expected,
    );
  });
});

const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const bom = (text: string) => `\ufeff${text}`;

describe('collecting from texts in other encodings', () => {
  for (const [name, encode] of Object.entries({ utf16le, utf16be, latin1, bom })) {
    it(`follows a change in ${name}, wherever it stands`, async () => {
      using repository = temporaryRepository();
      repository.write('a.txt', encode('eins\r\ngrüße\r\ndrei\r\n'));
      repository.write('b.txt', encode('da\n'));
      repository.commitAll();
      repository.write('a.txt', encode('eins\r\nGrüße\r\ndrei\r\n'));
      repository.write('b.txt', encode('da\nund da\n'));
      const expected = ['modified a.txt -2:grüße +2:Grüße', 'modified b.txt +2:und da'];
      assert.deepEqual(outline(await collect(repository)), expected);
      repository.git('add', '--all');
      assert.deepEqual(outline(await collect(repository, staged)), expected);
      repository.commitAll();
      const change = await collect(repository, commit(repository.root));
      assert.deepEqual(outline(change), expected);
      assert.equal(change.files[0]?.text, 'eins\r\nGrüße\r\ndrei\r\n');
    });
  }

  it('counts lines as editors do where line ends are mixed', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', '1\r\n2\n3\r4\r\r\n5\n');
    repository.commitAll();
    repository.write('a.txt', '1\r\n2\n3\rFOUR\r\r\n5\n');
    assert.deepEqual(outline(await collect(repository)), ['modified a.txt -4:4 +4:FOUR']);
  });

  it('takes an editor with other line ends than HEAD for the same text', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', '1\n2\n3\n');
    repository.commitAll();
    assert.deepEqual(outline(await collect(repository, working, { 'a.txt': '1\r\n2\r\n3\r\n' })), []);
    assert.deepEqual(outline(await collect(repository, working, { 'a.txt': '1\r\n2\r\nthree\r\n' })), [
      'modified a.txt -3:3 +3:three',
    ]);
  });

  it('reads what git converts at checkout', async () => {
    using repository = temporaryRepository();
    repository.write('.gitattributes', '*.txt text eol=crlf\n');
    repository.write('a.txt', '1\r\n2\r\n');
    repository.commitAll();
    repository.write('a.txt', '1\r\nzwei\r\n');
    assert.deepEqual(outline(await collect(repository)), ['modified a.txt -2:2 +2:zwei']);
  });

  it('leaves a text alone that attributes call binary', async () => {
    using repository = temporaryRepository();
    repository.write('.gitattributes', '*.svg binary\n');
    repository.write('a.svg', '<svg/>\n');
    repository.commitAll();
    repository.write('a.svg', '<svg></svg>\n');
    assert.deepEqual(reasons(await collect(repository)), ['a.svg binary']);
  });
});

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
    assert.deepEqual(outline(await collect(repository, branch(repository.root))), [
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
    assert.deepEqual(outline(await collect(sub, working, { 'a.txt': 'three\n' })), [
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
    assert.deepEqual(outline(await collect(sub, commit(sub.root))), expected);
    assert.deepEqual(outline(await collect(sub, branch(sub.root))), expected);
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
    assert.deepEqual(outline(await collect(repository, working, unsaved)), ['added a.txt +1:a']);
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
    assert.deepEqual(outline(await collect({ root }, commit(root))), ['added a.txt +1:a']);
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
    assert.deepEqual(outline(await collect(folder, commit(folder.root))), ['added a.txt +1:a']);
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
    const change = await collect(repository, working, { '.env': 'KEY=3\n' });
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
    assert.deepEqual(outline(await collect(repository, working, { 'a.txt': 'one\ntwo\n' })), [
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
      const change = await collect(repository, scope, unsaved);
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
    assert.deepEqual(reasons(await collect(repository, commit(repository.root))), ['huge.txt too-large']);
  });
});
