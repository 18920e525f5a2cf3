import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outline, reasons } from './collectedOutline.ts';
import { collect, commit, everything, staged, unstaged, working } from './collectedScope.ts';
import { temporaryRepository } from './temporaryRepository.ts';

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
    assert.deepEqual(outline(await collect(repository, commit(repository, 'HEAD'))), expected);
    assert.deepEqual(
      outline(await collect(repository, everything)),
      names.map((name) => `whole ${name}`),
    );
    const edits = Object.fromEntries(names.map((name) => [name, 'ONE\ntwo\n']));
    const edited = names.map((name) => `modified ${name} -1:one +1:ONE`);
    assert.deepEqual(outline(await collect(repository, working, { unsaved: edits })), edited);
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
    const change = await collect(repository, commit(repository, 'HEAD'));
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
      const change = await collect(repository, commit(repository, 'HEAD'));
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
    assert.deepEqual(
      outline(await collect(repository, working, { unsaved: { 'a.txt': '1\r\n2\r\n3\r\n' } })),
      [],
    );
    assert.deepEqual(
      outline(await collect(repository, working, { unsaved: { 'a.txt': '1\r\n2\r\nthree\r\n' } })),
      ['modified a.txt -3:3 +3:three'],
    );
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
