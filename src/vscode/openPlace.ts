import * as vscode from 'vscode';
import type { FileRef, Range } from '../core/finding.ts';
import { rangeOf } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { toEditorRange, uriOf } from './documents.ts';

/** A place as a report has it; `id` finds where the code is now, if the finding is still known. */
export interface ReportPlace {
  readonly id?: string;
  readonly file: FileRef;
  readonly range?: Range;
}

/** Shows a place in an editor, beside nothing else; says so when the file is not there any more. */
export async function openPlace({ id, file, range }: ReportPlace, store: FindingStore): Promise<void> {
  const known = id === undefined ? undefined : store.get(id);
  const now = known === undefined || known.state === 'fixed' ? undefined : rangeOf(known);
  const ref = now === undefined || known === undefined ? file : known.file;
  const place = now ?? range;
  try {
    const document = await vscode.workspace.openTextDocument(uriOf(ref));
    const selection = place && document.validateRange(toEditorRange(place));
    await vscode.window.showTextDocument(document, selection === undefined ? {} : { selection });
  } catch {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} cannot be opened: it is not there any more, or is no text.', ref.path),
    );
  }
}
