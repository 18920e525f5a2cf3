import * as vscode from 'vscode';
import { numberLabel } from './numbers.ts';

/** `1 file`, `12 files`, `12,000 files`. */
export function filesLabel(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', numberLabel(count));
}

/** `1 finding`, `12 findings`, `12,000 findings`. */
export function findingsLabel(count: number): string {
  return count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', numberLabel(count));
}
