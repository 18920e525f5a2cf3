import * as vscode from 'vscode';
import type { FileRef } from '../../core/finding.ts';
import type { FindingGroup } from '../../core/findings/groupFindings.ts';
import { uriOf } from '../documents.ts';
import { severityIcon } from './findingItems.ts';
import { categoryLabel, severityLabel } from '../messages.ts';

const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;

/** A file, a severity or a category with its findings. */
export function groupItem({ key, label, findings }: FindingGroup, expanded: boolean): vscode.TreeItem {
  const count = String(findings.length);
  const item = new vscode.TreeItem('', expanded ? Expanded : Collapsed);
  item.id = key;
  item.contextValue = label.by;
  switch (label.by) {
    case 'file': {
      item.resourceUri = uriOf(label.file);
      item.label = label.file.path.slice(label.file.path.lastIndexOf('/') + 1);
      item.iconPath = vscode.ThemeIcon.File;
      item.description = [folderOf(label.file), count].filter((part) => part !== '').join(' · ');
      if (findings.some(({ fix, state }) => state === 'open' && fix?.automatic === true))
        item.contextValue = 'file.fixable';
      break;
    }
    case 'severity':
      item.label = severityLabel(label.severity);
      item.iconPath = severityIcon(label.severity);
      item.description = count;
      break;
    case 'category':
      item.label = capital(categoryLabel(label.category));
      item.iconPath = new vscode.ThemeIcon('tag');
      item.description = count;
      break;
  }
  const name = label.by === 'file' ? label.file.path : item.label;
  item.accessibilityInformation = {
    label:
      findings.length === 1
        ? vscode.l10n.t('{0}, one finding', name)
        : vscode.l10n.t('{0}, {1} findings', name, findings.length),
  };
  return item;
}

export function stateGroupItem(state: 'dismissed' | 'held-back', count: number): vscode.TreeItem {
  return state === 'dismissed'
    ? countedItem(vscode.l10n.t('Dismissed'), count, 'eye-closed')
    : countedItem(vscode.l10n.t('Held back'), count, 'filter');
}

/** Stands where the findings would. */
export function nothingPassesItem(hidden: number): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('The filter hides every finding'));
  item.description = vscode.l10n.t('{0} hidden', hidden);
  item.iconPath = new vscode.ThemeIcon('filter-filled');
  item.contextValue = 'nothingPasses';
  const title = vscode.l10n.t('Clear Filter');
  item.tooltip = title;
  item.command = { command: 'flashReview.clearFilter', title };
  return item;
}

/** A closed group that says how much is in it. */
export function countedItem(label: string, count: number, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, Collapsed);
  item.id = `group ${icon}`;
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.accessibilityInformation = { label: `${label}, ${count}` };
  return item;
}

/** With the name of its repository where the window has several. */
function folderOf({ root, path }: FileRef): string {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  if ((vscode.workspace.workspaceFolders?.length ?? 0) < 2) return folder;
  const name = root.slice(root.lastIndexOf('/') + 1);
  return folder === '' ? name : `${name}/${folder}`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
