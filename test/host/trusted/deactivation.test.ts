import assert from 'node:assert/strict';
import Module from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { countingEditor, type CountingEditor } from '../countingEditor.ts';
import { checkoutVariable } from '../suites.ts';

interface Extension {
  activate(context: unknown): Promise<void>;
  deactivate(): Promise<void>;
}

const bundle = join(process.env[checkoutVariable] ?? '', 'dist', 'extension.cjs');

/** Loads a second copy of the extension, for which `vscode` is what is given here. */
function loadCopy(editor: unknown): Extension {
  const load = Reflect.get(Module, '_load') as (...args: unknown[]) => unknown;
  Reflect.set(Module, '_load', (...args: unknown[]) =>
    args[0] === 'vscode' ? editor : Reflect.apply(load, Module, args),
  );
  try {
    const loadFile = Module.createRequire(bundle);
    delete loadFile.cache[bundle];
    return loadFile(bundle) as Extension;
  } finally {
    Reflect.set(Module, '_load', load);
  }
}

/** What the editor hands to an extension, with storage of its own. */
function contextIn(folder: string, subscriptions: vscode.Disposable[], counted: CountingEditor): unknown {
  const kept = new Map<string, unknown>();
  const memory = {
    get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
    keys: () => [...kept.keys()],
    setKeysForSync: () => undefined,
  };
  const storage = vscode.Uri.file(folder);
  return {
    subscriptions,
    workspaceState: memory,
    globalState: memory,
    secrets: {
      get: () => Promise.resolve(undefined),
      store: () => Promise.resolve(),
      delete: () => Promise.resolve(),
      onDidChange: counted.event('secrets.onDidChange'),
    },
    storageUri: storage,
    globalStorageUri: storage,
    extensionUri: vscode.Uri.file(process.env[checkoutVariable] ?? ''),
    extension: { packageJSON: { version: '0.0.0' } },
  };
}

describe('the extension, when it is deactivated', () => {
  it('leaves no listener, no registration and no timer, and again after it was enabled anew', async () => {
    using counted = countingEditor(vscode, bundle);
    const folder = mkdtempSync(join(tmpdir(), 'deactivation-'));
    try {
      const copy = loadCopy(counted.editor);
      for (const turn of ['first', 'second']) {
        const subscriptions: vscode.Disposable[] = [];
        await copy.activate(contextIn(folder, subscriptions, counted));
        assert.ok(counted.left().length > 30, `${turn}: only ${counted.left().join(', ')}`);
        await copy.deactivate();
        for (const subscription of subscriptions.toReversed()) subscription.dispose();
        // What is asked of the disk at the start, and at the end, comes to its end.
        await new Promise((resolve) => setTimeout(resolve, 1000));
        assert.deepEqual(counted.left(), [], turn);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
