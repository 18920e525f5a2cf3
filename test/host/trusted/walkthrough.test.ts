import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { started } from '../started.ts';

function openPages(): number {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input === undefined)
    .length;
}

describe('the walkthrough', () => {
  it('opens when it is asked for', async () => {
    await started();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal(openPages(), 0);
    await vscode.commands.executeCommand('flashReview.openWalkthrough');
    const deadline = Date.now() + 10_000;
    while (openPages() === 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(openPages(), 1);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
