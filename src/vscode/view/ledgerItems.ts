import * as vscode from 'vscode';
import { overridable } from '../../core/change.ts';
import type { MaskedSecret } from '../../core/collect/maskFiles.ts';
import type { FileRef } from '../../core/finding.ts';
import type { FileCoverage } from '../../core/plan/coverage.ts';
import { uriOf } from '../documents.ts';
import { countedItem } from './groupItems.ts';
import { failureSentence, skipSentence } from '../messages.ts';

/** What the last review left out, masked, and read beside its scope: the last groups of the view. */
export interface Ledger {
  readonly unreviewed: readonly FileCoverage[];
  readonly secrets: readonly MaskedSecret[];
  readonly context: readonly FileRef[];
}

export const emptyLedger: Ledger = { unreviewed: [], secrets: [], context: [] };

export type LedgerNode =
  | { readonly kind: 'unreviewed-group' }
  | { readonly kind: 'unreviewed'; readonly file: FileCoverage }
  | { readonly kind: 'masked-group' }
  | { readonly kind: 'masked'; readonly secret: MaskedSecret }
  | { readonly kind: 'context-group' }
  | { readonly kind: 'context'; readonly ref: FileRef };

/** A group for everything that there is. */
export function ledgerGroups({ secrets, unreviewed, context }: Ledger): readonly LedgerNode[] {
  return [
    ...(secrets.length === 0 ? [] : [{ kind: 'masked-group' } as const]),
    ...(unreviewed.length === 0 ? [] : [{ kind: 'unreviewed-group' } as const]),
    ...(context.length === 0 ? [] : [{ kind: 'context-group' } as const]),
  ];
}

export function ledgerChildren({ kind }: LedgerNode, ledger: Ledger): readonly LedgerNode[] {
  switch (kind) {
    case 'masked-group':
      return ledger.secrets.map((secret) => ({ kind: 'masked', secret }));
    case 'unreviewed-group':
      return ledger.unreviewed.map((file) => ({ kind: 'unreviewed', file }));
    case 'context-group':
      return ledger.context.map((ref) => ({ kind: 'context', ref }));
    default:
      return [];
  }
}

export function ledgerItem(node: LedgerNode, { secrets, unreviewed, context }: Ledger): vscode.TreeItem {
  switch (node.kind) {
    case 'masked-group':
      return maskedGroupItem(secrets);
    case 'masked':
      return maskedItem(node.secret);
    case 'unreviewed-group':
      return unreviewedGroupItem(unreviewed);
    case 'unreviewed':
      return unreviewedItem(node.file);
    case 'context-group':
      return countedItem(vscode.l10n.t('Read as context'), context.length, 'eye');
    case 'context':
      return contextItem(node.ref);
  }
}

/** What the last review has not, or not wholly, reviewed, and why. */
function unreviewedGroupItem(files: readonly FileCoverage[]): vscode.TreeItem {
  const item = countedItem(vscode.l10n.t('Not reviewed'), files.length, 'circle-slash');
  const rest = files.some(({ kind }) => kind === 'partly' || kind === 'not-reviewed');
  item.contextValue = rest ? 'unreviewed.rest' : 'unreviewed';
  return item;
}

function unreviewedItem(file: FileCoverage): vscode.TreeItem {
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
function maskedGroupItem(secrets: readonly MaskedSecret[]): vscode.TreeItem {
  return countedItem(vscode.l10n.t('Masked before sending'), secrets.length, 'shield');
}

/** One secret: where it stands and which rule found it, never what it is. */
function maskedItem({ rule, place, fingerprint }: MaskedSecret): vscode.TreeItem {
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

/** A file that the model has seen something of, beside those under review. */
function contextItem(ref: FileRef): vscode.TreeItem {
  const item = new vscode.TreeItem(uriOf(ref));
  item.description = vscode.l10n.t('the model looked into it');
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'context';
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uriOf(ref)] };
  return item;
}
