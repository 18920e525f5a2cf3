import * as vscode from 'vscode';
import { rangeOf, type Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { nextFinding, placeOf } from '../../core/findings/nextFinding.ts';
import { fromEditorRange, pathOf, toEditorRange } from '../documents.ts';
import { openFile } from '../openFile.ts';

/** Puts the cursor on the next open finding after a finding, or after the cursor, and shows what it says. */
export async function goToFinding(
  store: FindingStore,
  direction: 'next' | 'previous',
  from: Finding | undefined,
): Promise<void> {
  const open = store.all().filter(({ state }) => state === 'open');
  const place = from === undefined ? cursorPlace() : placeOf(from);
  const target = nextFinding(open, place, direction);
  const range = target === undefined ? undefined : rangeOf(target);
  if (target === undefined || range === undefined) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('Flash Review: no open finding has a line.'), 3000);
    return;
  }
  const { start } = toEditorRange(range);
  const document = await openFile(target.file);
  if (document === undefined) return;
  const editor = await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(start, start),
  });
  editor.revealRange(toEditorRange(range), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
}

function cursorPlace(): ReturnType<typeof placeOf> {
  const editor = vscode.window.activeTextEditor;
  const path = editor === undefined ? undefined : pathOf(editor.document.uri);
  if (editor === undefined || path === undefined) return undefined;
  return { path, position: fromEditorRange(editor.selection).start };
}
