import * as vscode from 'vscode';
import type { ReviewInput } from '../../core/report/agentInputs.ts';
import { filesLabel } from '../counts.ts';
import type { MeasuredReview } from '../review/measureReview.ts';
import { dollarLabel, numberLabel } from '../numbers.ts';

/** What the user is asked before an agent's review: what, how much, to whom, for how much. */
export function confirmationOf(
  { scope, base = '' }: Pick<ReviewInput, 'scope' | 'base'>,
  { preflight, model, dollars }: MeasuredReview,
): vscode.LanguageModelToolConfirmationMessages {
  const titles: Readonly<Record<ReviewInput['scope'], string>> = {
    uncommitted: vscode.l10n.t('Review the uncommitted changes?'),
    staged: vscode.l10n.t('Review the staged changes?'),
    branch: vscode.l10n.t('Review what the branch would bring to {0}?', plain(base)),
    files: vscode.l10n.t('Review files as they stand?'),
  };
  const price =
    dollars === undefined
      ? vscode.l10n.t('at a price that is not known')
      : vscode.l10n.t('{0} to {1}', dollarLabel(dollars.low), dollarLabel(dollars.high));
  const lines = [
    vscode.l10n.t(
      'Flash Review sends {0} to {1}: about {2} tokens, {3}.',
      filesLabel(preflight.files),
      model,
      numberLabel(preflight.tokens),
      price,
    ),
  ];
  if (preflight.secrets === 1) lines.push(vscode.l10n.t('One secret is masked.'));
  if (preflight.secrets > 1) lines.push(vscode.l10n.t('{0} secrets are masked.', preflight.secrets));
  return { title: titles[scope], message: lines.join(' ') };
}

/** The words are a model's: nothing of them is Markdown, and they are short. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ._/@~^-]/gu, '').slice(0, 80);
}
