import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fixableNonNull, listOf } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

const cart = 'src/cart.ts';

/** The text of the right-hand side, when it is as wanted. */
async function preview(wanted: RegExp): Promise<string> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'flash-review-fix');
    const text = shown?.getText() ?? '';
    if (wanted.test(text)) return text;
    if (Date.now() > deadline) throw new Error(`the preview still shows: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the preview of a fix', () => {
  afterEach(async () => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('follows what is typed in the file, and shows nothing to change once the fix is in', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(fixableNonNull) });
    const { document } = await session.open(cart);
    await session.review();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(8, 10, 8, 10),
    );
    const command = actions.find(({ title }) => title.startsWith('Preview Fix'))?.command;
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
    const fixed = await preview(/\?\.price \?\? 0/);

    const typed = '// typed while the preview is open\n';
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), typed);
    await vscode.workspace.applyEdit(edit);
    assert.equal(await preview(/typed while/), typed + fixed);

    const apply = new vscode.WorkspaceEdit();
    apply.replace(document.uri, document.lineAt(9).range, '    sum += items[index]?.price ?? 0; // by hand');
    await vscode.workspace.applyEdit(apply);
    assert.equal(await preview(/by hand/), document.getText());
    await session.open(cart);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
