import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { uriOf } from '../documents.ts';
import { fixScheme } from '../surfaces/findingSurfaces.ts';

/** Shows a fix as a diff: the file on the left, and on the right how it would be. Nothing changes by looking. */
export async function showFix(finding: Finding): Promise<void> {
  const file = uriOf(finding.file);
  const fixed = file.with({ scheme: fixScheme, query: finding.id });
  const title = vscode.l10n.t('Fix: {0}', finding.title);
  await vscode.commands.executeCommand('vscode.diff', file, fixed, title, { preview: true });
}

/** Closes the diff of a fix that was applied or refused: it shows what no longer is. */
export async function closePreviews(id: string): Promise<void> {
  const previews = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff &&
        input.modified.scheme === fixScheme &&
        input.modified.query === id,
    );
  await vscode.window.tabGroups.close(previews);
}
