import * as vscode from 'vscode';
import { overridable } from '../core/change.ts';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import type { FileCoverage } from '../core/plan/coverage.ts';
import { uriOf } from './documents.ts';
import { countedItem } from './groupItems.ts';
import { failureSentence, skipSentence } from './messages.ts';

/** What the last review has not, or not wholly, reviewed, and why. */
export function unreviewedGroupItem(files: readonly FileCoverage[]): vscode.TreeItem {
  const item = countedItem(vscode.l10n.t('Not reviewed'), files.length, 'circle-slash');
  const rest = files.some(({ kind }) => kind === 'partly' || kind === 'not-reviewed');
  item.contextValue = rest ? 'unreviewed.rest' : 'unreviewed';
  return item;
}

export function unreviewedItem(file: FileCoverage): vscode.TreeItem {
  const item = new vscode.TreeItem(uriOf(file.ref));
  item.description = coverageSentence(file);
  item.iconPath = vscode.ThemeIcon.File;
  const canOverrule = file.kind === 'skipped' && overridable.has(file.reason.kind);
  item.contextValue = canOverrule ? 'skipped.overridable' : 'skipped';
  return item;
}

/** What became of a file, where it was not wholly reviewed; empty where it was. */
export function coverageSentence(file: FileCoverage): string {
  switch (file.kind) {
    case 'skipped':
      return skipSentence(file.reason);
    case 'partly':
      return vscode.l10n.t('reviewed in part: {0}', failureSentence(file.failure));
    case 'not-reviewed':
      return file.failure === undefined
        ? vscode.l10n.t('its turn did not come')
        : failureSentence(file.failure);
    case 'reviewed':
      return '';
  }
}

/** What was taken out before sending. */
export function maskedGroupItem(secrets: readonly MaskedSecret[]): vscode.TreeItem {
  return countedItem(vscode.l10n.t('Masked before sending'), secrets.length, 'shield');
}

/** One secret: where it stands and which rule found it, never what it is. */
export function maskedItem({ rule, place, fingerprint }: MaskedSecret): vscode.TreeItem {
  const item = new vscode.TreeItem(rule);
  const where = place.kind === 'file' ? place.ref.path : place.source;
  item.description = `${where}:${place.line}`;
  item.tooltip = vscode.l10n.t('Sent as a placeholder. Fingerprint {0}', fingerprint);
  item.iconPath = new vscode.ThemeIcon('key');
  item.contextValue = 'masked';
  if (place.kind === 'file' && !place.removed) {
    const line = place.line - 1;
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [uriOf(place.ref), { selection: new vscode.Range(line, 0, line, 0) }],
    };
  }
  return item;
}
