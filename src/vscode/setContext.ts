import * as vscode from 'vscode';

/** A word that `when` clauses in package.json wait for. */
export function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
