import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FindingStore } from '../../../src/core/findings/findingStore.ts';
import { textIdOf } from '../../../src/core/findings/textId.ts';
import { TextArchive } from '../../../src/node/textArchive.ts';
import { FindingsOnDisk } from '../../../src/vscode/findings/findingsOnDisk.ts';
import { finding } from '../core/findings/finding.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

describe('the findings that two windows on one workspace keep', () => {
  let folder: string;
  let complaints: string[];
  const opened: FindingsOnDisk[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flash-review-findings-'));
    complaints = [];
  });
  afterEach(() => {
    for (const kept of opened.splice(0)) kept.dispose();
    rmSync(folder, { recursive: true });
    assert.deepEqual(complaints, []);
  });

  async function openWindow() {
    const store = new FindingStore();
    const texts = new TextArchive(join(folder, 'texts'));
    const log = {
      warn: (words: string) => void complaints.push(words),
      error: (words: string | Error) => void complaints.push(String(words)),
    };
    const kept = new FindingsOnDisk(store, texts, folder, log);
    opened.push(kept);
    await kept.restore();
    const find = (id: string): void => {
      texts.keep(textIdOf(id), id);
      store.add(finding({ id, origin: { textId: textIdOf(id), range } }));
    };
    return { store, texts, kept, find, ids: () => store.all().map((one) => one.id) };
  }

  it('are those of both, each with the text it rests on', async () => {
    const [one, two] = [await openWindow(), await openWindow()];
    one.find('a');
    two.find('b');
    await Promise.all([one.kept.flush(), two.kept.flush()]);
    const later = await openWindow();
    assert.deepEqual(later.ids().toSorted(), ['a', 'b']);
    assert.equal(await later.texts.read(textIdOf('a')), 'a');
    assert.equal(await later.texts.read(textIdOf('b')), 'b');
  });

  it('do not bring back where they were cleared what the other window still has', async () => {
    const one = await openWindow();
    one.find('a');
    await one.kept.flush();
    const two = await openWindow();
    one.store.clear();
    await one.kept.flush();
    two.find('b');
    await two.kept.flush();
    one.find('c');
    await one.kept.flush();
    assert.deepEqual(one.ids().toSorted(), ['b', 'c']);
  });
});
