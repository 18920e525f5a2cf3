import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { collectScope } from '../../../src/core/collect/collectScope.ts';
import { readWhole, type ReadFiles } from '../../../src/core/collect/readWhole.ts';
import { standardSelection } from '../../../src/core/collect/standardSelection.ts';
import type { ReviewFailure } from '../../../src/core/errors.ts';
import { estimateTokens } from '../../../src/core/plan/estimateTokens.ts';
import type { Overlay, SourceTree, ReadEvent, ReadTask } from '../../../src/core/ports.ts';
import { numberLines } from '../../../src/core/prompt/numberLines.ts';
import type { SelectionWishes } from '../../../src/core/scope.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { createPlainFolder } from '../../../src/node/plainFolder.ts';
import { createRepositoryReader } from '../../../src/node/repositoryReader.ts';
import { temporaryFolder, temporaryRepository, type TemporaryFolder } from './temporaryRepository.ts';

const maxFileBytes = 100_000;
const read = createRepositoryReader({ gitPath: 'git', maxFileBytes });
const live = new AbortController().signal;
const everything: SelectionWishes = { exclude: {}, maxBytes: maxFileBytes, allow: new Set() };
const noOverlay: Overlay = { texts: new Map() };
const wholeRepository = { kind: 'repository', roots: [] } as const;

const gitSource = (root: string) => createGitRepository({ root, gitPath: 'git', maxFileBytes });

async function readAll(
  sources: readonly SourceTree[],
  overlay = noOverlay,
  wishes = everything,
): Promise<ReadFiles> {
  const result = await readWhole(wholeRepository, wishes, sources, overlay, read, live);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const texts = ({ files }: ReadFiles) => Object.fromEntries(files.map(({ label, text }) => [label, text]));
const reasons = ({ skipped }: ReadFiles) =>
  Object.fromEntries(skipped.map(({ ref, reason }) => [ref.path, reason.kind]));

/** Enough that every thread has many batches to send. */
function writeMany(folder: TemporaryFolder, files: number): void {
  const line = 'export const value = compute(first, second, third);\n';
  for (let i = 0; i < files; i++) folder.write(`part${i % 7}/file${i}.ts`, line.repeat(1 + (i % 200)));
}

const taskFor = (root: string, paths: readonly string[]): ReadTask => ({
  root,
  git: true,
  paths,
  labelPrefix: '',
  selection: everything,
  overlay: noOverlay,
});

async function lastFailure(events: AsyncIterable<ReadEvent>): Promise<ReviewFailure | undefined> {
  let last: ReadEvent | undefined;
  for await (const event of events) last = event;
  return last?.kind === 'failed' ? last.failure : undefined;
}

describe('reading a repository in threads', () => {
  it('gives what reading one file after another gives, in order, for every kind of file', async () => {
    using repository = temporaryRepository();
    const { root } = repository;
    repository.write('.aiexclude', '*.secret\n');
    repository.write('.gitattributes', 'made.ts linguist-generated\n');
    repository.write('.gitignore', 'out/\n');
    repository.write('a/plain.ts', 'const a = 1;\n');
    repository.write('a/crlf.ts', 'const a = 1;\r\nconst b = 2;\r\n');
    repository.write('a/umlaut.py', 'größe = "–"\n');
    repository.write('a/latin1.c', Buffer.from([0x2f, 0x2f, 0xe4, 0x0a]));
    repository.write(
      'a/utf16.cs',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('class A {}\n', 'utf16le')]),
    );
    repository.write('a/bom.ts', '\ufeffconst c = 3;\n');
    repository.write('a/empty.ts', '');
    repository.write('binary.dat', Buffer.from([1, 0, 2]));
    repository.write('large.ts', 'x = 1;\n'.repeat(20_000));
    repository.write('long.ts', 'const long = 1;\n'.repeat(6_000));
    repository.write('made.ts', 'const made = 1;\n');
    repository.write('x.secret', 'const never = 1;\n');
    repository.write('out/ignored.ts', 'const never = 1;\n');
    repository.write('id_rsa', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n');
    symlinkSync('/etc', join(root, 'link'));
    repository.commitAll();
    repository.write('untracked.ts', 'const untracked = 1;\n');

    const one = await collectScope(wholeRepository, [gitSource(root)], noOverlay, live, {
      openSelection: standardSelection(everything),
    });
    assert.ok(one.ok);
    const found = await readAll([gitSource(root)]);
    assert.deepEqual(found.files, one.value.files);
    assert.deepEqual(found.skipped, one.value.skipped);
    assert.equal(texts(found)['a/umlaut.py'], 'größe = "–"\n');
    assert.deepEqual(reasons(found), {
      'binary.dat': 'binary',
      id_rsa: 'private-key',
      'large.ts': 'too-large',
      link: 'symlink',
      'made.ts': 'generated',
      'x.secret': 'ignored',
    });
  });

  it('follows no link, neither a file nor a folder on the way out, nor waits at a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    using repository = temporaryRepository();
    using outside = temporaryFolder();
    const { root } = repository;
    outside.write('inner/taken.ts', 'const taken = 1;\n');
    repository.write('in/here.ts', 'const here = 1;\n');
    symlinkSync(join(outside.root, 'inner'), join(root, 'out'));
    symlinkSync(join(root, 'in'), join(root, 'within'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const paths = ['in', 'in/here.ts', 'in/nothing.ts', 'out/taken.ts', 'pipe', 'within/here.ts'];
    const batches: ReadEvent[] = [];
    for await (const event of read(taskFor(root, paths), live)) batches.push(event);
    const files = batches.flatMap((event) =>
      event.kind === 'batch' ? event.files.map(({ place }) => paths[place]) : [],
    );
    const skipped = batches.flatMap((event) => (event.kind === 'batch' ? event.skipped : []));
    assert.deepEqual(files, ['in/here.ts', 'within/here.ts']);
    assert.deepEqual(skipped, [
      { place: 0, reason: { kind: 'unreadable', detail: 'not a file' } },
      { place: 3, reason: { kind: 'symlink' } },
      { place: 4, reason: { kind: 'unreadable', detail: 'not a file' } },
    ]);
  });

  it('brings thousands of files through several threads, all once and in order', async () => {
    using repository = temporaryRepository();
    writeMany(repository, 3_000);
    repository.commitAll();
    const found = await readAll([gitSource(repository.root)]);
    const paths = found.files.map(({ ref }) => ref.path);
    assert.equal(paths.length, 3_000);
    assert.deepEqual(paths, [...new Set(paths)].toSorted());
    for (const { ref, text } of found.files) assert.equal(text, repository.read(ref.path));
  });

  it('measures the tokens of what is sent, and finds the secrets in it', async () => {
    using repository = temporaryRepository();
    const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
    const text = `const key = "${token}";\n${'const a = compute(b);\n'.repeat(200)}`;
    repository.write('src/a.ts', text);
    repository.write('src/b.ts', 'const b = 1;\n');
    repository.commitAll();
    const found = await readAll([gitSource(repository.root)]);
    const [a] = found.files;
    assert.ok(a !== undefined);
    const [span] = found.secrets.get(a) ?? [];
    assert.equal(text.slice(span?.start, span?.end), token);
    assert.equal(found.secrets.size, 1);
    const expected = estimateTokens(numberLines({ ...a, text: text.replace(token, 'MASKED_SECRET_1_') }));
    assert.ok(Math.abs((found.tokens.get(a) ?? 0) - expected) <= expected * 0.01);
  });

  it('takes unsaved texts for those on disk, of its own root only', async () => {
    using repository = temporaryRepository();
    const { root } = repository;
    repository.write('a.ts', 'const saved = 1;\n');
    repository.write('b.ts', 'const b = 1;\n');
    repository.commitAll();
    const overlay = {
      texts: new Map([
        [`${root}/a.ts`, 'const unsaved = 1;\n'],
        [`${root}2/b.ts`, 'x'],
      ]),
    };
    const found = await readAll([gitSource(root)], overlay);
    assert.deepEqual(texts(found), { 'a.ts': 'const unsaved = 1;\n', 'b.ts': 'const b = 1;\n' });
  });

  it('does as the user wishes about what is left out', async () => {
    using repository = temporaryRepository();
    repository.write('a.ts', 'const a = 1;\n');
    repository.write('docs/b.ts', 'const b = 1;\n');
    repository.write('package-lock.json', '{}\n');
    repository.commitAll();
    const { root } = repository;
    const wishes = {
      ...everything,
      exclude: { 'docs/': true },
      allow: new Set([`${root}/package-lock.json`]),
    };
    const found = await readAll([gitSource(root)], noOverlay, wishes);
    assert.deepEqual(Object.keys(texts(found)), ['a.ts', 'package-lock.json']);
    assert.deepEqual(reasons(found), { 'docs/b.ts': 'ignored' });
  });

  it('reads plain folders, and several roots under their names', async () => {
    using repository = temporaryRepository();
    using folder = temporaryFolder();
    repository.write('a.ts', 'const a = 1;\n');
    folder.write('b.ts', 'const b = 1;\n');
    const found = await readAll([gitSource(repository.root), createPlainFolder({ root: folder.root })]);
    const names = [repository, folder].map(({ root }) => root.slice(root.lastIndexOf('/') + 1));
    assert.deepEqual(Object.keys(texts(found)), [`${names[0]}/a.ts`, `${names[1]}/b.ts`]);
  });

  it('stops on an abort, whenever it comes', async () => {
    using repository = temporaryRepository();
    writeMany(repository, 2_000);
    const paths = await gitSource(repository.root).listFiles('', live);
    assert.ok(paths.ok);
    for (const delay of [0, 30, 120, 250]) {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), delay);
      const failure = await lastFailure(read(taskFor(repository.root, paths.value), abort.signal));
      // A fast machine may be done before; then there is nothing to stop.
      if (abort.signal.aborted) assert.deepEqual(failure, { kind: 'cancelled' });
    }
    const before = AbortSignal.abort();
    assert.deepEqual(await lastFailure(read(taskFor(repository.root, ['a.ts']), before)), {
      kind: 'cancelled',
    });
  });

  it('reads no further than a few batches ahead of whoever takes them', async () => {
    using repository = temporaryRepository();
    writeMany(repository, 2_000);
    const listed = await gitSource(repository.root).listFiles('', live);
    assert.ok(listed.ok);
    const events = read(taskFor(repository.root, listed.value), live);
    let batches = 0;
    for await (const event of events) {
      assert.equal(event.kind, 'batch');
      if (event.kind !== 'batch') continue;
      assert.ok(event.files.reduce((sum, { text }) => sum + text.length, 0) < 1_000_000);
      if (++batches === 3) break;
    }
    assert.equal(batches, 3);
  });

  it('gives the failure of git, and of a thread that cannot run, as values', async () => {
    using repository = temporaryRepository();
    repository.write('a.ts', 'const a = 1;\n');
    const noGit = createRepositoryReader({ gitPath: '/nowhere/git', maxFileBytes });
    assert.deepEqual(await lastFailure(noGit(taskFor(repository.root, ['a.ts']), live)), {
      kind: 'git-missing',
      command: '/nowhere/git',
    });
    const nowhere = join(repository.root, 'nowhere.ts');
    const noThread = createRepositoryReader({ workerFile: nowhere, gitPath: 'git', maxFileBytes });
    const failure = await lastFailure(noThread(taskFor(repository.root, ['a.ts']), live));
    assert.equal(failure?.kind, 'internal');
  });
});
