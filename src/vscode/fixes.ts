import * as vscode from 'vscode';
import type { Finding } from '../core/finding.ts';
import { checkFix } from '../core/verify/fixGate.ts';
import { toEditorRange, uriOf } from './documents.ts';

/** A fix that passed the gate against the text of this moment, or the reason why it did not. */
export type FixEdit =
  | { readonly kind: 'ready'; readonly edit: vscode.WorkspaceEdit; readonly automatic: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' };

/** `preview` makes VS Code show the change and wait for a word before it is applied. */
export function fixEdit(finding: Finding, document: vscode.TextDocument, preview: boolean): FixEdit {
  const { fix } = finding;
  if (fix === undefined) return { kind: 'none' };
  if (checkFix(fix, document.getText()).kind !== 'ready') return { kind: 'refused' };
  const edit = new vscode.WorkspaceEdit();
  const metadata = {
    needsConfirmation: true,
    label: finding.title,
    description: vscode.l10n.t('Fix proposed by Flash Review'),
  };
  for (const change of fix.edits) {
    edit.replace(document.uri, toEditorRange(change.range), change.after, preview ? metadata : undefined);
  }
  return { kind: 'ready', edit, automatic: fix.automatic };
}

/** Applies the fix as one undo step, or says why not. An uncertain fix opens as a preview. */
export async function applyFix(finding: Finding): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uriOf(finding.file));
  const ready = fixEdit(finding, document, false);
  if (ready.kind !== 'ready') return refuse(ready.kind);
  if (!ready.automatic) return previewFix(finding);
  await vscode.workspace.applyEdit(ready.edit);
}

/** Opens VS Code's refactor preview: nothing changes before the user applies it there. */
export async function previewFix(finding: Finding): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uriOf(finding.file));
  const ready = fixEdit(finding, document, true);
  if (ready.kind !== 'ready') return refuse(ready.kind);
  await vscode.workspace.applyEdit(ready.edit, { isRefactoring: true });
}

async function refuse(kind: 'none' | 'refused'): Promise<void> {
  const text =
    kind === 'none'
      ? vscode.l10n.t('Flash Review has no fix for this finding.')
      : vscode.l10n.t(
          'The code has changed since the review, so its fix was not applied. Review again for a fresh one.',
        );
  const again = vscode.l10n.t('Review Again');
  const choice = await vscode.window.showWarningMessage(text, ...(kind === 'refused' ? [again] : []));
  if (choice === again) await vscode.commands.executeCommand('flashReview.reviewWorkingChanges');
}
