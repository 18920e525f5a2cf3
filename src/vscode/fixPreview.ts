import * as vscode from 'vscode';
import type { Finding } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { applyFix } from '../core/verify/fixGate.ts';
import { uriOf } from './documents.ts';

/** Scheme of the documents that show a file as it would be with a fix; the menus in package.json know it too. */
export const fixScheme = 'flash-review-fix';

/** Shows a fix as a diff: the file on the left, and on the right how it would be. Nothing changes by looking. */
export class FixPreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #store: FindingStore;
  readonly #registration: vscode.Disposable;

  constructor(store: FindingStore) {
    this.#store = store;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(fixScheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const finding = this.#store.get(findingIdOf(uri));
    if (finding?.fix === undefined) return '';
    const document = await vscode.workspace.openTextDocument(uriOf(finding.file));
    return applyFix(finding.fix, document.getText());
  }

  async show(finding: Finding): Promise<void> {
    const file = uriOf(finding.file);
    const fixed = file.with({ scheme: fixScheme, query: finding.id });
    const title = vscode.l10n.t('Fix: {0}', finding.title);
    await vscode.commands.executeCommand('vscode.diff', file, fixed, title, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

export function findingIdOf(uri: vscode.Uri): string {
  return uri.query;
}

/** Closes the diff of a fix that was applied or refused: it shows what no longer is. */
export async function closePreviews(id: string): Promise<void> {
  const previews = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff &&
        input.modified.scheme === fixScheme &&
        findingIdOf(input.modified) === id,
    );
  await vscode.window.tabGroups.close(previews);
}
