import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the packaged extension', () => {
  it('is found where it was installed, and activates', async () => {
    const extension = vscode.extensions.getExtension('flash-review.flash-review');
    assert.ok(extension, 'flash-review.flash-review is not installed');
    assert.match(extension.extensionPath, /extensions[\\/]flash-review\.flash-review-/);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
