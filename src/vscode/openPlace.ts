import * as vscode from 'vscode';
import type { FileRef, Range } from '../core/finding.ts';
import { rangeOf } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { toEditorRange } from './documents.ts';
import { openFile } from './openFile.ts';

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
  const document = await openFile(ref);
  if (document === undefined) return;
  const selection = place && document.validateRange(toEditorRange(place));
  await vscode.window.showTextDocument(document, selection === undefined ? {} : { selection });
}
