import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { countingEditor } from '../../host/countingEditor.ts';

/** The editor, as far as something of it is held here. */
const real = {
  workspace: { onDidChangeTextDocument: () => ({ dispose: () => undefined }) },
  window: { createStatusBarItem: () => ({ text: '', dispose: () => undefined }) },
  commands: { registerCommand: () => ({ dispose: () => undefined }) },
} as unknown as typeof vscode;

describe('the count of what an extension holds on to', () => {
  it('names every listener, registration, item and timer that is left, and nothing that was disposed of', () => {
    using counted = countingEditor(real, import.meta.filename);
    const { workspace, window, commands } = counted.editor as typeof vscode;
    const held = [
      workspace.onDidChangeTextDocument(() => undefined),
      commands.registerCommand('one', () => undefined),
      window.createStatusBarItem(),
    ];
    const timeout = setTimeout(() => undefined, 60_000);
    const interval = setInterval(() => undefined, 50_000);
    const left = counted.left();
    clearTimeout(timeout);
    clearInterval(interval);
    assert.deepEqual(left, [
      'a timer of 60000 ms',
      'a timer of every 50000 ms',
      'commands.registerCommand one',
      'window.createStatusBarItem',
      'workspace.onDidChangeTextDocument',
    ]);
    for (const one of held.slice(1)) one.dispose();
    assert.deepEqual(counted.left(), ['workspace.onDidChangeTextDocument']);
  });

  it('counts a timer no more when it has run, and none of others', async () => {
    using counted = countingEditor(real, import.meta.filename);
    const ours = new Promise<void>((resolve) => setTimeout(resolve, 1));
    assert.deepEqual(counted.left(), ['a timer of 1 ms']);
    await ours;
    assert.deepEqual(counted.left(), []);
    using others = countingEditor(real, '/another/extension.cjs');
    const timer = setTimeout(() => undefined, 60_000);
    assert.deepEqual(others.left(), []);
    clearTimeout(timer);
  });
});
