import * as vscode from 'vscode';
import { rangeOf, type Finding, type Severity } from '../../core/finding.ts';
import { shownStateOf } from '../../core/findings/findingFilter.ts';
import type { Grouping } from '../../core/findings/groupFindings.ts';
import { toEditorRange, uriOf } from '../documents.ts';
import { factsLine } from '../surfaces/findingText.ts';
import { categoryLabel, filterSentence, severityLabel } from '../messages.ts';

/** What a finding is listed under: the group says the one thing about it that its own row need not say. */
export type Among = Grouping | 'dismissed' | 'held-back';

const icons: Readonly<Record<Severity, readonly [icon: string, color: string]>> = {
  critical: ['error', 'problemsErrorIcon.foreground'],
  high: ['error', 'problemsErrorIcon.foreground'],
  medium: ['warning', 'problemsWarningIcon.foreground'],
  low: ['info', 'problemsInfoIcon.foreground'],
  info: ['lightbulb', 'problemsInfoIcon.foreground'],
};

export function severityIcon(severity: Severity): vscode.ThemeIcon {
  const [icon, color] = icons[severity];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

export function findingItem(finding: Finding, among: Among): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.title);
  item.id = finding.id;
  item.description = describe(finding, among);
  item.iconPath = iconOf(finding);
  item.contextValue = contextOf(finding);
  const fixable = finding.fix === undefined ? '' : `, ${vscode.l10n.t('has a fix')}`;
  item.accessibilityInformation = {
    label: `${finding.title}, ${placeOf(finding)}, ${factsLine(finding)}${fixable}`,
  };
  if (finding.anchor.kind !== 'none' || finding.anchor.reason !== 'unknown-file') {
    const range = rangeOf(finding);
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [uriOf(finding.file), range === undefined ? {} : { selection: toEditorRange(range) }],
    };
  }
  return item;
}

/** `cart.ts:8 · High`, without what the group says, and with what is special about the finding's state. */
function describe(finding: Finding, among: Among): string {
  const { severity, category, filtered, state, verification } = finding;
  const facts = [among === 'file' ? lineLabel(finding) : placeOf(finding)];
  if (among === 'severity') facts.push(categoryLabel(category));
  else if (among !== 'held-back') facts.push(severityLabel(severity));
  if (finding.tool !== undefined) facts.push(finding.tool);
  if (state === 'changed') facts.push(vscode.l10n.t('changed'));
  if (verification === 'pending' || verification === 'unresolved') facts.push(vscode.l10n.t('unverified'));
  if (filtered !== undefined) facts.push(filterSentence(filtered));
  return facts.join(' · ');
}

function placeOf(finding: Finding): string {
  const name = finding.file.path.slice(finding.file.path.lastIndexOf('/') + 1);
  return `${name}:${lineLabel(finding)}`;
}

function lineLabel(finding: Finding): string {
  const range = rangeOf(finding);
  return range === undefined ? vscode.l10n.t('no line') : String(range.start.line + 1);
}

function iconOf(finding: Finding): vscode.ThemeIcon {
  const grey = new vscode.ThemeColor('disabledForeground');
  switch (shownStateOf(finding)) {
    case 'changed':
      return new vscode.ThemeIcon('edit', grey);
    case 'dismissed':
      return new vscode.ThemeIcon('eye-closed', grey);
    case 'held-back':
      return new vscode.ThemeIcon(icons[finding.severity][0], grey);
    default:
      return severityIcon(finding.severity);
  }
}

/** What the menus of the view know a row by. */
function contextOf({ state, fix, filtered }: Finding): string {
  if (state === 'dismissed') return 'dismissed';
  if (state === 'filtered') return filtered?.kind === 'dismissed-kind' ? 'heldBack.dismissed' : 'heldBack';
  return fix === undefined ? 'finding' : 'finding.fixable';
}
