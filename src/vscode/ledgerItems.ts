import * as vscode from 'vscode';
import { overridable, type SkippedFile } from '../core/change.ts';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import type { Finding } from '../core/finding.ts';
import { uriOf } from './documents.ts';
import { findingItem } from './findingItems.ts';
import { filterSentence, skipSentence } from './messages.ts';

/** What the last review left out, and why. */
export function skippedGroupItem(files: readonly SkippedFile[]): vscode.TreeItem {
  return groupItem(vscode.l10n.t('Not reviewed'), files.length, 'circle-slash');
}

export function skippedItem({ ref, reason }: SkippedFile): vscode.TreeItem {
  const item = new vscode.TreeItem(uriOf(ref));
  item.description = skipSentence(reason);
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = overridable.has(reason.kind) ? 'skipped.overridable' : 'skipped';
  return item;
}

/** What reviews found and do not show in the code. */
export function heldBackGroupItem(findings: readonly Finding[]): vscode.TreeItem {
  return groupItem(vscode.l10n.t('Held back'), findings.length, 'filter');
}

export function heldBackItem(finding: Finding): vscode.TreeItem {
  const item = findingItem(finding);
  const place = finding.file.path.slice(finding.file.path.lastIndexOf('/') + 1);
  const why = finding.filtered === undefined ? '' : filterSentence(finding.filtered);
  item.description = `${place} · ${why}`;
  item.contextValue = 'heldBack';
  return item;
}

/** What was taken out before sending. */
export function maskedGroupItem(secrets: readonly MaskedSecret[]): vscode.TreeItem {
  return groupItem(vscode.l10n.t('Masked before sending'), secrets.length, 'shield');
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

function groupItem(label: string, count: number, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon(icon);
  return item;
}
