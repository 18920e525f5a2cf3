import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { rangeOf } from '../../core/finding.ts';
import { toEditorRange, uriOf } from '../documents.ts';
import { placeOf } from '../surfaces/findingDocument.ts';

const openChat = 'workbench.action.chat.open';

/** Whether this editor has a chat, and its user has not switched it off. */
export async function hasChat(): Promise<boolean> {
  return !isSwitchedOff() && (await vscode.commands.getCommands(true)).includes(openChat);
}

/**
 * Hands the finding over: the question stands in the chat's input with the code attached; the user sends it. Without a
 * chat it says so, and what to do instead.
 */
export async function continueInChat(finding: Finding): Promise<void> {
  if (!(await hasChat())) return offerCopy(finding);
  const range = rangeOf(finding);
  const uri = uriOf(finding.file);
  const query = [
    vscode.l10n.t(
      'A code review says this of {0}. Check whether it is right, and help me with it.',
      placeOf(finding),
    ),
    '',
    finding.title,
    '',
    finding.explanation,
  ].join('\n');
  await vscode.commands.executeCommand(openChat, {
    query,
    isPartialQuery: true,
    attachFiles: [range === undefined ? uri : { uri, range: toEditorRange(range) }],
  });
}

async function offerCopy(finding: Finding): Promise<void> {
  const copy = vscode.l10n.t('Copy as Markdown');
  const settings = vscode.l10n.t('Open Settings');
  const isOff = isSwitchedOff();
  const why = isOff
    ? vscode.l10n.t(
        'Flash Review: the chat of this editor is switched off in the setting “Disable AI Features”.',
      )
    : vscode.l10n.t('Flash Review: this editor has no chat. Copy the finding to use it in another one.');
  const chosen = await vscode.window.showInformationMessage(why, copy, ...(isOff ? [settings] : []));
  if (chosen === copy) await vscode.commands.executeCommand('flashReview.copyAsMarkdown', finding.id);
  if (chosen === settings)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'chat.disableAIFeatures');
}

function isSwitchedOff(): boolean {
  return vscode.workspace.getConfiguration('chat').get<boolean>('disableAIFeatures') === true;
}
