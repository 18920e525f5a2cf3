import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in Restricted Mode', () => {
  it('is found and activates although the workspace is not trusted', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const extension = vscode.extensions.getExtension('flash-review.flash-review');
    assert.ok(extension, 'flash-review.flash-review is not enabled');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
