import assert from 'node:assert/strict';
import Module from 'node:module';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { handStream } from '../../emulator/handStream.ts';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import type { Api } from '../../../src/extension.ts';
import { countingEditor, type CountingEditor } from '../countingEditor.ts';
import { startReviewSession } from '../reviewSession.ts';
import { checkoutVariable } from '../suites.ts';

interface Extension {
  activate(context: unknown): Api;
  deactivate(): Promise<void>;
}

const bundles = join(process.env[checkoutVariable] ?? '', 'dist');

/** A second copy of the extension, in a folder of its own, for which `vscode` is what is given here. */
interface Copy extends Disposable {
  readonly extension: Extension;
}

function loadCopy(folder: string, editor: unknown): Copy {
  cpSync(bundles, folder, { recursive: true });
  const load = Reflect.get(Module, '_load') as (...args: unknown[]) => unknown;
  // To the end: parts of it are loaded when they are first used.
  Reflect.set(Module, '_load', (...args: unknown[]) => {
    const [name, parent] = args as [string, { readonly filename?: string } | undefined];
    const isCopy = parent?.filename?.startsWith(folder) ?? false;
    return name === 'vscode' && isCopy ? editor : Reflect.apply(load, Module, args);
  });
  const bundle = join(folder, 'extension.cjs');
  return {
    extension: Module.createRequire(bundle)(bundle) as Extension,
    [Symbol.dispose]: () => void Reflect.set(Module, '_load', load),
  };
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

async function switchOff(extension: Extension, subscriptions: vscode.Disposable[]): Promise<void> {
  const written = extension.deactivate();
  // The editor does not wait for the one before the other.
  for (const subscription of subscriptions.toReversed()) subscription.dispose();
  await written;
}

describe('the extension, when it is deactivated', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'deactivation-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Activates a copy, does `work` with it, and deactivates it; what it holds on to by then is to be nothing. */
  async function liveOnce(
    { extension }: Copy,
    counted: CountingEditor,
    turn: string,
    work: () => Promise<unknown>,
  ): Promise<void> {
    const subscriptions: vscode.Disposable[] = [];
    await extension.activate(contextIn(join(folder, 'storage'), subscriptions, counted)).started();
    assert.ok(counted.left().length > 30, `${turn}: only ${counted.left().join(', ')}`);
    await work();
    await switchOff(extension, subscriptions);
    // What is asked of the disk at the start, and at the end, comes to its end.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(counted.left(), [], turn);
  }

  it('leaves no listener, no registration and no timer, and again after it was enabled anew', async () => {
    const copied = join(folder, 'dist');
    using counted = countingEditor(vscode, copied);
    using copy = loadCopy(copied, counted.editor);
    for (const turn of ['first', 'second'])
      await liveOnce(copy, counted, turn, async () => Promise.resolve());
  });

  it('leaves none when it was about to start', async () => {
    const copied = join(folder, 'dist');
    using counted = countingEditor(vscode, copied);
    using copy = loadCopy(copied, counted.editor);
    const subscriptions: vscode.Disposable[] = [];
    const { started } = copy.extension.activate(contextIn(join(folder, 'storage'), subscriptions, counted));
    await switchOff(copy.extension, subscriptions);
    await started();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(counted.left(), []);
  });

  it('says that it could not start, and a command says why', async () => {
    const copied = join(folder, 'dist');
    using counted = countingEditor(vscode, copied);
    const said: string[] = [];
    const show = vscode.window.showErrorMessage;
    Object.assign(vscode.window, {
      showErrorMessage: (message: string) => Promise.resolve(void said.push(message)),
    });
    try {
      using copy = loadCopy(copied, counted.editor);
      const subscriptions: vscode.Disposable[] = [];
      const context = contextIn(join(folder, 'storage'), subscriptions, counted) as object;
      const { started } = copy.extension.activate({
        ...context,
        secrets: {
          onDidChange: () => {
            throw new Error('the keyring is locked');
          },
        },
      });
      await assert.rejects(started(), /the keyring is locked/);
      assert.deepEqual(said, ['Flash Review could not start: the keyring is locked']);
      await assert.rejects(counted.run('flashReview.showLog'), /the keyring is locked/);
      await switchOff(copy.extension, subscriptions);
    } finally {
      Object.assign(vscode.window, { showErrorMessage: show });
    }
  });

  /** What is kept under a name by the time the copy is switched off; undefined when nothing is. */
  const kept = (name: string): unknown => {
    const path = join(folder, 'storage', name);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  };

  it('keeps what was found in its last moment', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    const copied = join(folder, 'dist');
    using counted = countingEditor(vscode, copied);
    using copy = loadCopy(copied, counted.editor);
    await liveOnce(copy, counted, 'right after a review', async () =>
      counted.run('flashReview.reviewWorkingChanges'),
    );
    const { findings } = kept('findings.json') as { findings: unknown[] };
    assert.equal(findings.length, 2);
  });

  it('keeps a review that it ends, as one that was cut off', async () => {
    await using session = await startReviewSession();
    const stream = handStream();
    session.service.script(stream);
    const copied = join(folder, 'dist');
    using counted = countingEditor(vscode, copied);
    using copy = loadCopy(copied, counted.editor);
    await liveOnce(copy, counted, 'in a review', async () => {
      void counted.run('flashReview.reviewWorkingChanges');
      await stream.opened;
      stream.push(`{"findings":[${offByOne},`);
      await session.until('src/cart.ts', (found) => found.length === 1);
    });
    const { findings } = kept('findings.json') as { findings: unknown[] };
    assert.equal(findings.length, 1);
    const { reviews } = kept('history.json') as { reviews: { outcome: unknown }[] };
    assert.deepEqual(
      reviews.map(({ outcome }) => outcome),
      ['cancelled'],
    );
  });

  it('leaves dismissed for the next start what another window was the last to keep as open', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    const copied = join(folder, 'dist');
    using counted = countingEditor(vscode, copied);
    using copy = loadCopy(copied, counted.editor);
    const path = join(folder, 'storage', 'findings.json');
    await liveOnce(copy, counted, 'first', async () => counted.run('flashReview.reviewWorkingChanges'));
    const asOpen = readFileSync(path, 'utf8');
    const { findings } = JSON.parse(asOpen) as { findings: { id: string }[] };
    await liveOnce(copy, counted, 'second', async () => {
      await counted.run('flashReview.dismissThis', findings[0]?.id);
      await session.until('src/cart.ts', (found) => found.length === 1);
    });
    writeFileSync(path, asOpen);
    await liveOnce(copy, counted, 'third', async () => {
      await session.until('src/cart.ts', (found) => found.length === 1);
    });
  });

  it('leaves none after it has reviewed, and shown the report and the history', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    const copied = join(folder, 'dist');
    using counted = countingEditor(vscode, copied);
    using copy = loadCopy(copied, counted.editor);
    await liveOnce(copy, counted, 'after a review', async () => {
      await counted.run('flashReview.reviewWorkingChanges');
      assert.equal(session.service.requests.length, 1);
      await counted.run('flashReview.showReport');
      await counted.run('flashReview.showHistory');
      const pages = counted.left().filter((name) => name.includes('WebviewPanel'));
      assert.ok(pages.length >= 2, counted.left().join(', '));
    });
  });
});
