import * as vscode from 'vscode';
import { dollarLabel, numberLabel } from '../numbers.ts';

/** What was reviewed, in words. `kind` is of a `Scope`, or what an earlier version has kept as one. */
export function scopeLabel({ kind, detail }: { readonly kind: string; readonly detail: string }): string {
  const labels: Readonly<Record<string, string>> = {
    'working-changes': vscode.l10n.t('Working changes'),
    staged: vscode.l10n.t('Staged changes'),
    unstaged: vscode.l10n.t('Unstaged changes'),
    branch: vscode.l10n.t('Branch against {0}', detail),
    commit: vscode.l10n.t('Commit {0}', detail.slice(0, 12)),
    range: vscode.l10n.t('Commits {0}', detail),
    files: detail,
    selection: vscode.l10n.t('Selection in {0}', detail),
    folder: vscode.l10n.t('Folder {0}', detail),
    repository: vscode.l10n.t('Whole repository'),
    'saved-file': vscode.l10n.t('Save of {0}', detail),
  };
  return labels[kind] ?? kind;
}

/** `12.3 s`, `2 min 5 s`. */
export function durationLabel(ms: number): string {
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return vscode.l10n.t('{0} s', numberLabel(tenths / 10, 1));
  const seconds = Math.round(ms / 1000);
  return vscode.l10n.t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}

export function costLabel(dollars: number | undefined): string {
  return dollars === undefined ? '' : dollarLabel(dollars);
}
