import * as vscode from 'vscode';
import { failureSentence } from '../messages.ts';
import { onSaveSentence } from '../onSave/onSaveText.ts';
import type { StatusPorts } from './statusBar.ts';
import { dollarLabel } from '../numbers.ts';

type Item = vscode.QuickPickItem & { readonly command?: string };

/** What makes sense next, most likely first. */
export async function showStatusMenu(ports: StatusPorts): Promise<void> {
  const spent = dollarLabel(await ports.spending.spentToday());
  const items: readonly Item[] = [
    ...nextSteps(ports),
    heading(vscode.l10n.t('Review')),
    ...reviews(ports),
    heading(vscode.l10n.t('More')),
    ...(vscode.workspace.isTrusted ? [onSaveItem(ports)] : []),
    entry('history', vscode.l10n.t('Show Review History'), 'flashReview.showHistory'),
    entry('graph', vscode.l10n.t('Show Usage'), 'flashReview.showUsage', vscode.l10n.t('{0} today', spent)),
    entry('sparkle', vscode.l10n.t('Select Model…'), 'flashReview.selectModel'),
    entry('gear', vscode.l10n.t('Open Settings'), 'workbench.action.openSettings'),
    entry('output', vscode.l10n.t('Show Log'), 'flashReview.showLog'),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: 'Flash Review' });
  if (picked?.command === undefined) return;
  const isSettings = picked.command === 'workbench.action.openSettings';
  await vscode.commands.executeCommand(picked.command, ...(isSettings ? ['flashReview'] : []));
}

/** The steps that the state of things calls for. */
function nextSteps({ controller, store }: StatusPorts): readonly Item[] {
  const { state } = controller;
  const steps: Item[] = [];
  if (!vscode.workspace.isTrusted)
    steps.push(entry('shield', vscode.l10n.t('Manage Workspace Trust'), 'workbench.trust.manage'));
  if (state.kind === 'running')
    steps.push(entry('debug-stop', vscode.l10n.t('Stop Review'), 'flashReview.stop'));
  if (state.kind === 'failed') {
    const why = failureSentence(state.failure);
    steps.push(
      state.failure.kind === 'no-key'
        ? entry('key', vscode.l10n.t('Set API Key…'), 'flashReview.setApiKey')
        : { ...entry('refresh', vscode.l10n.t('Review Again'), 'flashReview.reviewAgain'), detail: why },
    );
  }
  const open = store.all().filter((finding) => finding.state === 'open').length;
  const show = entry('list-tree', vscode.l10n.t('Show Findings'), 'flashReview.findings.focus');
  steps.push(open === 0 ? show : { ...show, description: vscode.l10n.t('{0} open', open) });
  return steps;
}

function reviews({ controller }: StatusPorts): readonly Item[] {
  if (!vscode.workspace.isTrusted || controller.state.kind === 'running') return [];
  const { state } = controller;
  const hasRest =
    'coverage' in state && state.coverage.some(({ kind }) => kind === 'partly' || kind === 'not-reviewed');
  return [
    entry('zap', vscode.l10n.t('Review Working Changes'), 'flashReview.reviewWorkingChanges'),
    ...(hasRest
      ? [entry('debug-continue', vscode.l10n.t('Review What Is Left'), 'flashReview.reviewRest')]
      : []),
    entry('git-branch', vscode.l10n.t('Review Branch…'), 'flashReview.reviewBranch'),
    entry('git-commit', vscode.l10n.t('Review Commit…'), 'flashReview.reviewCommit'),
    ...(vscode.window.activeTextEditor?.document.uri.scheme === 'file'
      ? [entry('file', vscode.l10n.t('Review File'), 'flashReview.reviewFile')]
      : []),
    entry('repo', vscode.l10n.t('Review Whole Repository'), 'flashReview.reviewRepository'),
  ];
}

function onSaveItem({ onSave }: StatusPorts): Item {
  const label =
    onSave.state.kind === 'off'
      ? vscode.l10n.t('Turn On Review on Save')
      : vscode.l10n.t('Turn Off Review on Save');
  const item = entry('eye', label, 'flashReview.toggleReviewOnSave');
  // That it is off, the label has said; a pause has a reason and takes a line.
  if (onSave.state.kind === 'off') return item;
  const sentence = onSaveSentence(onSave.state);
  return onSave.state.kind === 'paused' ? { ...item, detail: sentence } : { ...item, description: sentence };
}

function entry(icon: string, label: string, command: string, description?: string): Item {
  return { label: `$(${icon}) ${label}`, command, ...(description === undefined ? {} : { description }) };
}

function heading(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
