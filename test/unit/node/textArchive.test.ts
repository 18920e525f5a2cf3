import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textIdOf } from '../../../src/core/findings/textId.ts';
import { TextArchive } from '../../../src/node/textArchive.ts';

const text = 'const name = "Ünïcode \ud83d\ude00 and a lone \ud800";\r\n'.repeat(500);
const id = textIdOf(text);

describe('the archive of reviewed texts', () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'flash-review-texts-'));
    folder = join(parent, 'texts');
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('gives a text back to the letter in a later session, and keeps it small', async () => {
    const archive = new TextArchive(folder);
    archive.keep(id, text);
    assert.equal(await archive.read(id), text);
    await archive.flush(new Set([id]));
    assert.equal(await new TextArchive(folder).read(id), text);
    const [file = ''] = readdirSync(folder);
    assert.ok(statSync(join(folder, file)).size < text.length / 10);
  });

  it('has a text at every moment from when it is kept, while an earlier flush is still at work', async () => {
    const archive = new TextArchive(folder);
    const second = textIdOf('second');
    archive.keep(id, text);
    const first = archive.flush(new Set([id]));
    archive.keep(second, 'second');
    const both = archive.flush(new Set([id, second]));
    const state = { isDone: false };
    const done = both.finally(() => (state.isDone = true));
    while (!state.isDone) {
      assert.equal(await archive.read(second), 'second');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all([first, done]);
  });

  it('removes what no finding rests on any more', async () => {
    const archive = new TextArchive(folder);
    archive.keep(id, text);
    archive.keep(textIdOf('other'), 'other');
    await archive.flush(new Set([id]));
    assert.equal(readdirSync(folder).length, 1);
    await archive.flush(new Set());
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(await archive.read(id), undefined);
  });

  it('does not lose a text that is kept while another flush is under way', async () => {
    const archive = new TextArchive(folder);
    archive.keep(id, text);
    const flushing = archive.flush(new Set([id]));
    archive.keep(textIdOf('late'), 'late');
    await flushing;
    assert.equal(await archive.read(textIdOf('late')), 'late');
    await archive.flush(new Set([textIdOf('late')]));
    assert.equal(await new TextArchive(folder).read(textIdOf('late')), 'late');
  });

  it('writes again what another window on the folder had no use for', async () => {
    const archive = new TextArchive(folder);
    archive.keep(id, text);
    await archive.flush(new Set([id]));
    await new TextArchive(folder).flush(new Set());
    assert.deepEqual(readdirSync(folder), []);
    await archive.flush(new Set([id]));
    assert.equal(await new TextArchive(folder).read(id), text);
  });

  it('knows nothing of a text that is missing, damaged, or named like another file', async () => {
    const archive = new TextArchive(folder);
    archive.keep(id, text);
    await archive.flush(new Set([id]));
    writeFileSync(join(folder, `${id}.txt.gz`), 'no gzip');
    assert.equal(await new TextArchive(folder).read(id), undefined);
    assert.equal(await archive.read(textIdOf('never kept')), undefined);
    assert.equal(await archive.read('../findings'), undefined);
  });

  it('works in memory where there is no folder', async () => {
    const archive = new TextArchive(undefined);
    archive.keep(id, text);
    await archive.flush(new Set([id]));
    assert.equal(await archive.read(id), text);
  });
});

describe('a text id', () => {
  it('is the same for the same text only', () => {
    assert.equal(textIdOf(text), id);
    const ids = ['', 'a', 'b', 'ab', 'ba', `${text} `].map(textIdOf);
    assert.equal(new Set([...ids, id]).size, ids.length + 1);
  });
});
