import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { BatchJob } from '../../../src/core/batch/batchJob.ts';
import { createBatchFiles } from '../../../src/node/batchFiles.ts';
import { BatchAccess } from '../../../src/vscode/batch/batchAccess.ts';
import type { BatchContext } from '../../../src/vscode/batch/batches.ts';
import { started } from '../started.ts';

const nothing = { dispose: () => undefined };

const left: BatchJob = {
  id: 'left',
  displayName: 'flash-review-left',
  owner: 'me',
  model: 'gemini-3.5-flash',
  submittedMs: 1,
  requests: 1,
  files: 1,
  state: { kind: 'expired' },
};

describe('the batches of a workspace that was not trusted at the start', () => {
  it('are looked after from the moment it is', async () => {
    // Its views are none of this.
    await started();
    const folder = mkdtempSync(join(tmpdir(), 'batches-'));
    await createBatchFiles(folder).put(left);
    let isTrusted = false;
    let grant: (() => unknown) | undefined;
    const opened: string[] = [];
    const restore = [
      replace(vscode.workspace, 'isTrusted', { get: () => isTrusted }),
      replace(vscode.workspace, 'onDidGrantWorkspaceTrust', {
        value: (listener: () => unknown) => {
          grant = listener;
          return nothing;
        },
      }),
      replace(vscode.window, 'createTreeView', {
        value: (id: string) => {
          opened.push(id);
          return nothing;
        },
      }),
    ];
    try {
      const credentials = { onDidChange: () => nothing };
      const batches = new BatchAccess({ credentials, folder } as unknown as BatchContext);
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual(opened, []);
      isTrusted = true;
      await grant?.();
      assert.deepEqual(opened, ['flashReview.batches']);
      batches.dispose();
    } finally {
      for (const back of restore) back();
      await vscode.commands.executeCommand('setContext', 'flashReview.hasBatches', false);
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the batches that another window has submitted', () => {
  it('are looked after once the user comes to this one', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'batches-')), 'batches');
    const comer = replaceWindowState();
    const listed: (readonly string[])[] = [];
    let described: unknown;
    const restore = [
      comer.restore,
      replace(vscode.window, 'createTreeView', {
        value: (_: string, { treeDataProvider }: vscode.TreeViewOptions<BatchJob>) => {
          const list = (): void => {
            const jobs = treeDataProvider.getChildren() as readonly BatchJob[];
            listed.push(jobs.map(({ id }) => id));
            described = jobs.map((job) => (treeDataProvider.getTreeItem(job) as vscode.TreeItem).description);
          };
          treeDataProvider.onDidChangeTreeData?.(list);
          return nothing;
        },
      }),
    ];
    try {
      const credentials = { onDidChange: () => nothing };
      const batches = new BatchAccess({ credentials, folder } as unknown as BatchContext);
      await comer.come();
      assert.deepEqual(listed, []);
      await createBatchFiles(folder).put(left);
      await comer.come();
      assert.deepEqual(listed.at(-1), ['left']);
      assert.match(String(described), / · 1 file$/);
      await createBatchFiles(folder).put({ ...left, id: 'later', submittedMs: 2 });
      await comer.come();
      assert.deepEqual(listed.at(-1), ['later', 'left']);
      batches.dispose();
    } finally {
      for (const back of restore) back();
      await vscode.commands.executeCommand('setContext', 'flashReview.hasBatches', false);
      rmSync(dirname(folder), { recursive: true });
    }
  });
});

describe('the batches of a folder that cannot be read', () => {
  it('say so in the log, and are taken up when it can', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'batches-')), 'batches');
    writeFileSync(folder, 'no folder');
    const comer = replaceWindowState();
    let views = 0;
    const told: string[] = [];
    const restore = [
      comer.restore,
      replace(vscode.window, 'createTreeView', {
        value: () => {
          views++;
          return { dispose: () => views-- };
        },
      }),
    ];
    try {
      const credentials = { onDidChange: () => nothing };
      const log = { error: (line: string) => told.push(line) };
      const batches = new BatchAccess({ credentials, folder, log } as unknown as BatchContext);
      await comer.come();
      assert.match(told[0] ?? '', /^the batches could not be read: /);
      assert.equal(views, 0);
      rmSync(folder);
      await createBatchFiles(folder).put(left);
      await comer.come();
      assert.equal(views, 1);
      batches.dispose();
    } finally {
      for (const back of restore) back();
      await vscode.commands.executeCommand('setContext', 'flashReview.hasBatches', false);
      rmSync(dirname(folder), { recursive: true });
    }
  });
});

/** The user comes to this window when `come` is called. */
function replaceWindowState(): { readonly come: () => Promise<void>; readonly restore: () => void } {
  let hear: ((state: vscode.WindowState) => unknown) | undefined;
  const restore = replace(vscode.window, 'onDidChangeWindowState', {
    value: (listener: (state: vscode.WindowState) => unknown) => {
      hear = listener;
      return nothing;
    },
  });
  return {
    come: async () => {
      await hear?.({ focused: true, active: true });
    },
    restore,
  };
}

/** Gives the way back. */
function replace(space: object, name: string, by: PropertyDescriptor): () => void {
  const real = Object.getOwnPropertyDescriptor(space, name);
  assert.ok(real);
  Object.defineProperty(space, name, { configurable: true, ...by });
  return () => void Object.defineProperty(space, name, real);
}
