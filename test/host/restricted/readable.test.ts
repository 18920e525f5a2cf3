import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startReviewSession } from '../reviewSession.ts';
import { started } from '../started.ts';

describe('in Restricted Mode', () => {
  it('the findings of an earlier review stay readable', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    await started();
    const cart = vscode.Uri.joinPath(folder.uri, 'src/cart.ts');
    const messages = vscode.languages.getDiagnostics(cart).map(({ message }) => message);
    assert.ok(messages.includes('The last step reads past the end and throws'), JSON.stringify(messages));
  });

  it('the lightbulb offers only what sends nothing', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    await started();
    const cart = vscode.Uri.joinPath(folder.uri, 'src/cart.ts');
    await vscode.window.showTextDocument(cart);
    const [found] = vscode.languages
      .getDiagnostics(cart)
      .filter(({ message }) => message === 'The last step reads past the end and throws');
    assert.ok(found);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      cart,
      found.range,
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.startsWith('Explain')),
      titles.join(', '),
    );
    assert.deepEqual(
      titles.filter((title) => /^(?:Check Again|Write a Fix)/.test(title)),
      [],
    );
  });

  it('nothing is sent, even when the command is called', async () => {
    await using session = await startReviewSession();
    await session.review().catch((refused: unknown) => refused);
    assert.equal(session.service.requests.length, 0);
  });
});
