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
});
