import * as vscode from 'vscode';
import { shownIn } from './leftFinding.ts';

/** What the tests in one window have done in the other, as it goes over the wire. */
export type Errand =
  | { readonly kind: 'command'; readonly id: string; readonly args: readonly unknown[] }
  | { readonly kind: 'open'; readonly file: string }
  /** Messages of the extension's diagnostics of a file. */
  | { readonly kind: 'findings'; readonly file: string }
  | { readonly kind: 'dismiss'; readonly file: string };

/** `file` is relative to the first folder. */
export async function answerErrand(errand: Errand): Promise<unknown> {
  if (errand.kind === 'command') {
    await vscode.commands.executeCommand(errand.id, ...errand.args);
    return undefined;
  }
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no workspace folder');
  const uri = vscode.Uri.joinPath(folder.uri, errand.file);
  switch (errand.kind) {
    case 'open':
      return void (await vscode.window.showTextDocument(uri));
    case 'findings':
      return vscode.languages
        .getDiagnostics(uri)
        .filter(({ source }) => source === 'Flash Review')
        .map(({ message }) => message);
    case 'dismiss':
      await vscode.commands.executeCommand('flashReview.dismissThis', shownIn(errand.file)[0]?.id);
      return undefined;
  }
}
