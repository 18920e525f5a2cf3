import * as vscode from 'vscode';
import { rangeOf, type FileRef, type Finding, type Severity } from '../core/finding.ts';
import { toEditorRange, uriOf } from './documents.ts';
import { factsLine, findingMarkdown } from './findingText.ts';
import { severityLabel } from './messages.ts';

/** A file with findings. */
export function fileItem(file: FileRef, findings: readonly Finding[], expanded: boolean): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(uriOf(file), expanded ? Expanded : Collapsed);
  item.id = `${file.root}/${file.path}`;
  item.iconPath = vscode.ThemeIcon.File;
  item.description = `${file.path.split('/').slice(0, -1).join('/')} ${findings.length}`.trim();
  item.contextValue = 'file';
  return item;
}

const icons: Readonly<Record<Severity, readonly [icon: string, color: string]>> = {
  critical: ['error', 'problemsErrorIcon.foreground'],
  high: ['error', 'problemsErrorIcon.foreground'],
  medium: ['warning', 'problemsWarningIcon.foreground'],
  low: ['info', 'problemsInfoIcon.foreground'],
  info: ['lightbulb', 'problemsInfoIcon.foreground'],
};

/** One finding that is shown in the code, or would be if it had a line. */
export function findingItem(finding: Finding): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.title);
  item.id = finding.id;
  const range = rangeOf(finding);
  const place = range === undefined ? vscode.l10n.t('no line') : String(range.start.line + 1);
  const changed = finding.state === 'changed' ? ` · ${vscode.l10n.t('changed')}` : '';
  item.description = `${place} · ${severityLabel(finding.severity)}${changed}`;
  item.tooltip = findingMarkdown(finding);
  const [icon, color] = icons[finding.severity];
  item.iconPath =
    finding.state === 'changed'
      ? new vscode.ThemeIcon('edit', new vscode.ThemeColor('disabledForeground'))
      : new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.contextValue = finding.fix === undefined ? 'finding' : 'finding.fixable';
  item.accessibilityInformation = { label: `${finding.title}, ${factsLine(finding)}` };
  if (finding.anchor.kind !== 'none' || finding.anchor.reason !== 'unknown-file') {
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [uriOf(finding.file), range === undefined ? {} : { selection: toEditorRange(range) }],
    };
  }
  return item;
}
