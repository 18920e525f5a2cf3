import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadJson, writeText } from '../../../src/node/fileStore.ts';

const asNumber = (value: unknown) => (typeof value === 'number' ? value : undefined);

describe('a file of ours', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flash-review-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('comes back as it was written, in a folder made for it, with nothing left beside it', async () => {
    const path = join(folder, 'deep', 'n.json');
    await writeText(path, '41');
    await writeText(path, '42');
    assert.deepEqual(await loadJson(path, asNumber), { kind: 'value', value: 42 });
    assert.deepEqual(readdirSync(join(folder, 'deep')), ['n.json']);
  });

  it('is missing before it is written', async () => {
    assert.deepEqual(await loadJson(join(folder, 'none.json'), asNumber), { kind: 'missing' });
  });

  for (const damage of ['{"half', '"a word"', '']) {
    it(`is set aside, not lost, when it holds ${damage || 'nothing'}`, async () => {
      const path = join(folder, 'n.json');
      writeFileSync(path, damage);
      const loaded = await loadJson(path, asNumber);
      assert.ok(loaded.kind === 'damaged');
      assert.equal(readFileSync(loaded.asidePath, 'utf8'), damage);
      assert.deepEqual(await loadJson(path, asNumber), { kind: 'missing' });
    });
  }
});
