import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { shownIn } from '../leftFinding.ts';
import { started } from '../started.ts';

describe('after a window that closed over a running review', () => {
  it('what the review had told of by then is there', async () => {
    await started();
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const cart = vscode.Uri.joinPath(folder.uri, 'src/cart.ts');
    const messages = vscode.languages.getDiagnostics(cart).map(({ message }) => message);
    assert.equal(shownIn('src/cart.ts').length, 2, JSON.stringify(messages));
    assert.ok(messages.includes('A missing item is hidden from the compiler'), JSON.stringify(messages));
  });
});
