import * as vscode from 'vscode';
import type { FileRef } from '../core/finding.ts';
import { uriOf } from './documents.ts';

/** A file that findings are in, as a document; undefined when it cannot be opened, which is told with what to do. */
export async function openFile(file: FileRef): Promise<vscode.TextDocument | undefined> {
  const uri = uriOf(file);
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    void vscode.window.showWarningMessage(
      (await isThere(uri))
        ? vscode.l10n.t(
            '{0} cannot be opened as text: it may be binary, too large, or not yours to read.',
            file.path,
          )
        : goneSentence(file),
    );
    return undefined;
  }
}

export function goneSentence(file: FileRef): string {
  return vscode.l10n.t(
    '{0} is not there any more: it was deleted, moved or renamed. Bring it back, or review again.',
    file.path,
  );
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
