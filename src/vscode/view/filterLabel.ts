import * as vscode from 'vscode';
import type { FindingFilter, ShownState } from '../../core/findings/findingFilter.ts';
import { categoryLabel, severityLabel } from '../messages.ts';

/** `High, Critical · fixable · “price”`: what a finding must be to be listed. */
export function filterLabel(filter: FindingFilter): string {
  const { severities, states, categories, fixable, text, thisFile, thisReview } = filter;
  return [
    severities.map(severityLabel).join(', '),
    states.map(stateLabel).join(', '),
    categories.map(categoryLabel).join(', '),
    fixable ? vscode.l10n.t('fixable') : '',
    text.trim() === '' ? '' : `“${text.trim()}”`,
    thisFile ? vscode.l10n.t('this file') : '',
    thisReview ? vscode.l10n.t('last review') : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

export function stateLabel(state: ShownState): string {
  const labels: Record<ShownState, string> = {
    open: vscode.l10n.t('open'),
    changed: vscode.l10n.t('changed'),
    'no-line': vscode.l10n.t('no exact line'),
    dismissed: vscode.l10n.t('dismissed'),
    'held-back': vscode.l10n.t('held back'),
  };
  return labels[state];
}
