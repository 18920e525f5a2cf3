import * as vscode from 'vscode';
import type { UsageEntry } from '../core/usage/usageLedger.ts';
import { readSettings } from './configuration.ts';
import { today } from './dismissals.ts';
import { formatDollars } from './dollars.ts';
import type { Spending } from './spending.ts';

/** What was used and spent, newest day first, as a document. */
export async function showUsage(spending: Spending): Promise<void> {
  const entries = await spending.all();
  const content = usageMarkdown(entries, today(), readSettings().dailyBudget);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: true });
}

function usageMarkdown(entries: readonly UsageEntry[], day: string, budget: number | null): string {
  if (entries.length === 0)
    return `# ${vscode.l10n.t('Flash Review: usage')}\n\n${vscode.l10n.t('None yet.')}\n`;
  const spent = entries.filter((one) => one.day === day).reduce((sum, { dollars }) => sum + dollars, 0);
  const left =
    budget === null
      ? ''
      : ` ${vscode.l10n.t('{0} of {1} left.', formatDollars(Math.max(0, budget - spent)), formatDollars(budget))}`;
  const rows = entries
    .toReversed()
    .map(({ day: on, model, kind, requests, usage, dollars, unpriced }) =>
      [
        on,
        model,
        kind,
        requests,
        usage.input.toLocaleString(),
        usage.cachedInput.toLocaleString(),
        (usage.output + usage.thoughts).toLocaleString(),
        formatDollars(dollars) + (unpriced > 0 ? ` + ${vscode.l10n.t('{0} unpriced', unpriced)}` : ''),
      ].join(' | '),
    );
  const head = [
    vscode.l10n.t('Day'),
    vscode.l10n.t('Model'),
    vscode.l10n.t('Review'),
    vscode.l10n.t('Requests'),
    vscode.l10n.t('Input'),
    vscode.l10n.t('Cached'),
    vscode.l10n.t('Output'),
    vscode.l10n.t('Cost'),
  ];
  return [
    `# ${vscode.l10n.t('Flash Review: usage')}`,
    '',
    vscode.l10n.t('Today: {0}.', formatDollars(spent)) + left,
    '',
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...rows.map((row) => `| ${row} |`),
    '',
    vscode.l10n.t(
      'Tokens as the services counted them; prices per million tokens from the settings or built in.',
    ),
    '',
  ].join('\n');
}
