import * as vscode from 'vscode';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import { uriOf } from './documents.ts';

/** What was taken out before sending, as the view lists it. */
export function maskedGroupItem(secrets: readonly MaskedSecret[]): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Masked before sending'),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.description = String(secrets.length);
  item.iconPath = new vscode.ThemeIcon('shield');
  return item;
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
