import * as vscode from 'vscode';
import type { MaskedSecret } from '../../core/collect/maskFiles.ts';
import { readSetting } from '../configuration.ts';

/** From the next review on a text that only looks like a secret is sent as it is; asked first, as it cannot be unsent. */
export async function allowSecret({ rule, fingerprint }: MaskedSecret): Promise<void> {
  const send = vscode.l10n.t('Send as It Is');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Is this no secret, so that it may be sent?'),
    {
      modal: true,
      detail: vscode.l10n.t('The rule “{0}” takes it for one. A user setting remembers your answer.', rule),
    },
    send,
  );
  if (answer !== send) return;
  const exceptions = [...new Set([...readSetting('maskingExceptions'), fingerprint])];
  await vscode.workspace
    .getConfiguration('flashReview')
    .update('maskingExceptions', exceptions, vscode.ConfigurationTarget.Global);
}
