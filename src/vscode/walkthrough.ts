import * as vscode from 'vscode';

/** Kept over restarts: the extension has been started before. */
const startedKey = 'startedBefore';

/**
 * VS Code opens the walkthrough of an extension by itself in the moment it is installed, if its `when` holds then. It
 * holds from the second start on, and when the user asks: the editor lists it, and nothing pops up.
 */
export async function listWalkthrough(memory: vscode.Memento): Promise<void> {
  if (memory.get(startedKey) === true) await allow();
  else await memory.update(startedKey, true);
}

export async function openWalkthrough(): Promise<void> {
  await allow();
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    'flash-review.flash-review#start',
    false,
  );
  // VS Code overlooks what holds already when it first reads the steps: a key that was there before is told now.
  await vscode.commands.executeCommand('setContext', 'flashReview.walkthroughOpened', true);
}

async function allow(): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'flashReview.walkthrough', true);
}
