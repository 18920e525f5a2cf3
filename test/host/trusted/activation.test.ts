import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in a trusted workspace', () => {
  it('is found and activates', async () => {
    const extension = vscode.extensions.getExtension('flash-review.flash-review');
    assert.ok(extension, 'flash-review.flash-review is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('runs on a trusted git repository', () => {
    assert.equal(vscode.workspace.isTrusted, true);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });

  it('registers every command it declares', async () => {
    const extension = vscode.extensions.getExtension('flash-review.flash-review');
    await extension?.activate();
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.filter(({ command }) => !registered.has(command));
    assert.ok(manifest.contributes.commands.length > 0);
    assert.deepEqual(missing, []);
  });

  it('does not load the model client before a review', () => {
    const loaded = Object.keys(process.getBuiltinModule('node:module').createRequire(__filename).cache);
    assert.ok(loaded.some((file) => /dist[\\/]extension\.cjs$/.test(file)));
    assert.ok(!loaded.some((file) => /dist[\\/]gemini\.cjs$/.test(file)));
  });
});
