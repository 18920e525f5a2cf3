import * as vscode from 'vscode';

/** `1 file`, `12 files`. */
export function filesLabel(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', count);
}

/** `1 finding`, `12 findings`. */
export function findingsLabel(count: number): string {
  return count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count);
}
