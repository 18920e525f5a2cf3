import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceStorage } from '../../../src/vscode/workspaceStorage.ts';

describe('the storage of a workspace', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'flash-review-storage-'));
  });
  afterEach(() => rmSync(base, { recursive: true }));

  const storageOf = (workspace: string): string => join(base, workspace, 'flash-review.flash-review');

  it('is that of the first window for every other window on it', () => {
    for (const id of ['0a1b2c3d', '-5f00', '1700000000000']) {
      mkdirSync(join(base, id));
      assert.equal(workspaceStorage(storageOf(id)), storageOf(id));
      for (const window of [1, 9])
        assert.equal(workspaceStorage(storageOf(`${id}-${window}`)), storageOf(id));
    }
  });

  it('is its own where no other can be', () => {
    for (const alone of ['0a1b2c3d-1', '-5', 'name-10', 'name-0']) {
      mkdirSync(join(base, alone));
      assert.equal(workspaceStorage(storageOf(alone)), storageOf(alone));
    }
    assert.equal(workspaceStorage(undefined), undefined);
  });
});
