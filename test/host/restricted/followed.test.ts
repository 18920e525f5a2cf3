import * as vscode from 'vscode';
import assert from 'node:assert/strict';

describe('after a restart', () => {
  it('a finding stands on its code in a file that was changed since it was kept', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    await vscode.extensions.getExtension('flash-review.flash-review')?.activate();
    const cart = vscode.Uri.joinPath(folder.uri, 'src/cart.ts');
    const deadline = Date.now() + 10_000;
    for (;;) {
      const lines = vscode.languages.getDiagnostics(cart).map(({ range }) => range.start.line);
      if (lines.includes(9)) return;
      assert.ok(Date.now() < deadline, `still on ${lines.join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});
