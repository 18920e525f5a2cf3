import * as vscode from 'vscode';
import type { FileRef, Finding } from '../../core/finding.ts';
import { combineFixes } from '../../core/verify/fixAll.ts';
import { checkFix } from '../../core/verify/fixGate.ts';
import { toEditorRange } from '../documents.ts';
import { openFile } from '../openFile.ts';
import { closePreviews, showFix } from './fixPreview.ts';
import type { FixWatch } from './fixWatch.ts';

/** A fix that passed the gate against the text of this moment, or the reason why it did not. */
export type FixEdit =
  | { readonly kind: 'ready'; readonly edit: vscode.WorkspaceEdit; readonly automatic: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' };

export function fixEdit(finding: Finding, document: vscode.TextDocument): FixEdit {
  const { fix } = finding;
  if (fix === undefined) return { kind: 'none' };
  if (checkFix(fix, document.getText()).kind !== 'ready') return { kind: 'refused' };
  const edit = new vscode.WorkspaceEdit();
  for (const change of fix.edits) {
    edit.replace(document.uri, toEditorRange(change.range), change.after);
  }
  return { kind: 'ready', edit, automatic: fix.automatic };
}

/** Every fix of the file that may be applied by one press, as one edit; undefined when there are fewer than `atLeast`. */
export function fixAllEdit(
  findings: readonly Finding[],
  document: vscode.TextDocument,
  atLeast: number,
): vscode.WorkspaceEdit | undefined {
  const fixes = findings.flatMap(({ state, fix }) => (state === 'open' && fix !== undefined ? fix : []));
  const { edits, applied } = combineFixes(document.getText(), fixes);
  if (applied.length < atLeast) return undefined;
  const edit = new vscode.WorkspaceEdit();
  for (const change of edits) edit.replace(document.uri, toEditorRange(change.range), change.after);
  return edit;
}

/** Applies the fix as one undo step, or says why not. */
export async function applyCheckedFix(finding: Finding, watch: FixWatch): Promise<void> {
  const document = await openFile(finding.file);
  if (document === undefined) return;
  const ready = fixEdit(finding, document);
  await closePreviews(finding.id);
  if (ready.kind !== 'ready') return refuse(ready.kind);
  await vscode.window.showTextDocument(document);
  await watch.apply(ready.edit, document);
}

/** Applies every fix of a file that may be applied by one press, as one undo step, or says that there is none. */
export async function applyAllFixes(
  findings: readonly Finding[],
  file: FileRef,
  watch: FixWatch,
): Promise<void> {
  const document = await openFile(file);
  if (document === undefined) return;
  const edit = fixAllEdit(findings, document, 1);
  if (edit === undefined) return refuse(findings.some(({ fix }) => fix !== undefined) ? 'refused' : 'none');
  await vscode.window.showTextDocument(document);
  await watch.apply(edit, document);
}

/** Opens the fix as a diff, from where it can be applied. */
export async function previewFix(finding: Finding): Promise<void> {
  const document = await openFile(finding.file);
  if (document === undefined) return;
  const ready = fixEdit(finding, document);
  if (ready.kind !== 'ready') return refuse(ready.kind);
  await showFix(finding);
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
  if (choice === again) await vscode.commands.executeCommand('flashReview.reviewAgain');
}
