import * as vscode from 'vscode';
import {
  dismissalReasons,
  dismisses,
  ruleOf,
  type Dismissal,
  type DismissalReason,
  type DismissalTarget,
} from '../../core/findings/dismissal.ts';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { readSetting } from '../configuration.ts';
import { sharedFile, today, type Dismissals, type KeepOutcome, type KeptDismissal } from './dismissals.ts';

/** How long a word about what was done stays in the status bar, in ms. */
const toldMs = 8_000;

/** Dismisses this one finding, without a question. */
export async function dismissOne(finding: Finding, dismissals: Dismissals): Promise<void> {
  await keep(finding, targetOf(finding), 'unspecified', dismissals);
}

/** Takes back what dismissed this finding alone. */
export async function restoreOne(
  finding: Finding,
  dismissals: Dismissals,
  store: FindingStore,
): Promise<void> {
  for (const kept of dismissals.list()) {
    const { target } = kept.dismissal;
    if (
      kept.root === finding.file.root &&
      target.kind === 'finding' &&
      dismisses(kept.dismissal, finding, today())
    )
      if (!tell(await dismissals.remove(kept))) return;
  }
  store.restore(finding.id);
}

/** Dismisses its whole kind below a place, without a question. */
export async function dismissKind(
  finding: Finding,
  where: 'file' | 'folder' | 'everywhere',
  dismissals: Dismissals,
): Promise<void> {
  const { path } = finding.file;
  const within = where === 'file' ? path : where === 'folder' ? folderOf(path) : '';
  const rule = ruleOf(finding);
  await keep(finding, { kind: 'rule', rule, within }, 'unspecified', dismissals);
  const place = within === '' ? vscode.l10n.t('everywhere') : within;
  const told = vscode.l10n.t('Flash Review: every “{0}” is held back now, {1}.', rule, place);
  vscode.window.setStatusBarMessage(told, toldMs);
}

/** Asks in one list what of it is to be dismissed, and why. */
export async function dismissAs(finding: Finding, dismissals: Dismissals): Promise<void> {
  const rule = ruleOf(finding);
  const { path } = finding.file;
  const folder = folderOf(path);
  const kind = (within: string): DismissalTarget => ({ kind: 'rule', rule, within });
  const targets = [
    { label: vscode.l10n.t('This finding'), where: vscode.l10n.t('this finding'), target: targetOf(finding) },
    { label: vscode.l10n.t('Every “{0}” in this file', rule), where: path, target: kind(path) },
    ...(folder === ''
      ? []
      : [{ label: vscode.l10n.t('Every “{0}” in this folder', rule), where: folder, target: kind(folder) }]),
    {
      label: vscode.l10n.t('Every “{0}” everywhere', rule),
      where: vscode.l10n.t('everywhere'),
      target: kind(''),
    },
  ];
  type Choice = vscode.QuickPickItem & Partial<Pick<Dismissal, 'target' | 'reason'>>;
  const choices = targets.flatMap(({ label, where, target }): Choice[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...dismissalReasons.map((reason) => ({
      label: reasonLabel(reason),
      description: where,
      target,
      reason,
    })),
  ]);
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Dismiss'),
    placeHolder: finding.title,
    matchOnDescription: true,
  });
  if (chosen?.target !== undefined && chosen.reason !== undefined)
    await keep(finding, chosen.target, chosen.reason, dismissals);
}

/** With `/` at its end; '' for a file in the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** All dismissals, each to be taken back or given another reason or an end. */
export async function manageDismissals(dismissals: Dismissals): Promise<void> {
  if (dismissals.list().length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No finding is dismissed.'));
    return;
  }
  const takeBack = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Take back') };
  const edit = { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Change reason or end') };
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly kept: KeptDismissal }>();
  const fill = (): void => {
    pick.items = dismissals.list().map((kept) => ({ ...describe(kept), buttons: [edit, takeBack], kept }));
  };
  pick.title = vscode.l10n.t('Dismissed findings');
  pick.placeholder = vscode.l10n.t('Press Enter to take one back');
  pick.matchOnDetail = true;
  fill();
  const changed = pick.onDidTriggerItemButton(async ({ item, button }) => {
    if (button === takeBack) tell(await dismissals.remove(item.kept));
    else await editDismissal(item.kept, dismissals);
    fill();
    pick.show();
  });
  const accepted = pick.onDidAccept(async () => {
    const [item] = pick.selectedItems;
    if (item !== undefined) tell(await dismissals.remove(item.kept));
    fill();
  });
  await new Promise<void>((resolve) => {
    pick.onDidHide(resolve);
    pick.show();
  });
  changed.dispose();
  accepted.dispose();
  pick.dispose();
}

async function editDismissal(
  { root, shared, dismissal }: KeptDismissal,
  dismissals: Dismissals,
): Promise<void> {
  const reason = await pickReason(vscode.l10n.t('Why'));
  if (reason === undefined) return;
  const until = await vscode.window.showInputBox({
    title: vscode.l10n.t('Last day it counts, as 2026-12-31; empty for always'),
    value: dismissal.until ?? '',
    validateInput: (value) =>
      value === '' || (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)))
        ? undefined
        : vscode.l10n.t('A day as 2026-12-31, or nothing.'),
  });
  if (until === undefined) return;
  const { until: _, ...rest } = dismissal;
  const changed: Dismissal = { ...rest, reason, ...(until === '' ? {} : { until }) };
  tell(await dismissals.add(root, changed, shared));
}

function describe({ shared, dismissal }: KeptDismissal): vscode.QuickPickItem {
  const { target, reason, until, note } = dismissal;
  const where = target.kind === 'rule' ? target.within || vscode.l10n.t('everywhere') : target.file;
  const end = until === undefined ? '' : vscode.l10n.t('until {0}', until);
  const facts = [reasonLabel(reason), end, note ?? '', shared ? sharedFile : ''];
  return {
    label: target.kind === 'rule' ? vscode.l10n.t('Every “{0}”', target.rule) : target.title,
    description: where,
    detail: facts.filter((fact) => fact !== '').join(' · '),
  };
}

async function pickReason(title: string): Promise<DismissalReason | undefined> {
  const items = dismissalReasons.map((reason) => ({ label: reasonLabel(reason), reason }));
  return (await vscode.window.showQuickPick(items, { title }))?.reason;
}

function reasonLabel(reason: DismissalReason): string {
  const labels: Record<DismissalReason, string> = {
    'false-positive': vscode.l10n.t('False positive'),
    accepted: vscode.l10n.t('Accepted risk'),
    'wont-fix': vscode.l10n.t('Won’t fix'),
    style: vscode.l10n.t('Matter of style'),
    unspecified: vscode.l10n.t('No reason given'),
  };
  return labels[reason];
}

function targetOf({ id, file, title }: Finding): DismissalTarget {
  return { kind: 'finding', id, file: file.path, title };
}

async function keep(
  finding: Finding,
  target: DismissalTarget,
  reason: DismissalReason,
  dismissals: Dismissals,
): Promise<void> {
  const shared = readSetting('dismissals') === 'shared';
  tell(await dismissals.add(finding.file.root, { target, reason, on: today() }, shared));
}

/** Whether it was kept; says so when not. */
function tell(outcome: KeepOutcome): boolean {
  if (outcome === 'unreadable')
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} cannot be read, so nothing in it was changed. Correct it or delete it.', sharedFile),
    );
  if (outcome === 'not-written')
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} cannot be written. Check that you may write it, or keep dismissals with the workspace (the setting “Dismissals”).',
        sharedFile,
      ),
    );
  return outcome === 'kept';
}
