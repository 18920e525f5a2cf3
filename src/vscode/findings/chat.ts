import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { rangeOf } from '../../core/finding.ts';
import { toEditorRange, uriOf } from '../documents.ts';
import { placeOf } from '../surfaces/findingDocument.ts';

const openChat = 'workbench.action.chat.open';

/** Whether this editor has a chat, and its user has not switched it off. */
export async function hasChat(): Promise<boolean> {
  const isOff = vscode.workspace.getConfiguration('chat').get<boolean>('disableAIFeatures') === true;
  return !isOff && (await vscode.commands.getCommands(true)).includes(openChat);
}

/** Hands the finding over: the question stands in the chat's input with the code attached; the user sends it. */
export async function continueInChat(finding: Finding): Promise<void> {
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
