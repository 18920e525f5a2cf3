import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { completeOrigin } from '../../core/findings/origin.ts';
import { trackEdits, type TextChange } from '../../core/findings/trackEdits.ts';
import { absolutePath, fromEditorRange, pathOf, toEditorRange } from '../documents.ts';

/** What was typed from one moment on. */
export interface EditRecording extends Disposable {
  /** Moves a finding anchored in the text of that moment to where its code is now. */
  replay(finding: Finding): Finding;
  /** The edit events of a file, in order, each with its changes; `path` is absolute. */
  changesOf(path: string): readonly (readonly TextChange[])[];
}

/** Keeps findings on their code while documents change, those of a review still streaming included. */
export class EditTracker implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  /** Of each file, its edit events in order, each with its changes. */
  readonly #recordings = new Set<Map<string, (readonly TextChange[])[]>>();

  /** `edited` is told of every file that was. */
  constructor(store: FindingStore, edited: (path: string) => void) {
    this.#subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      const path = pathOf(event.document.uri);
      if (path === undefined || event.contentChanges.length === 0) return;
      const changes = event.contentChanges.map((change) => ({
        range: fromEditorRange(change.range),
        text: change.text,
      }));
      for (const recording of this.#recordings) {
        const events = recording.get(path);
        if (events === undefined) recording.set(path, [changes]);
        else events.push(changes);
      }
      store.edit(path, changes, (range) => event.document.getText(toEditorRange(range)));
      edited(path);
    });
  }

  /** From now on, until disposed. */
  record(): EditRecording {
    const recording = new Map<string, (readonly TextChange[])[]>();
    this.#recordings.add(recording);
    return {
      replay: (finding) => {
        const events = recording.get(absolutePath(finding.file)) ?? [];
        return events.reduce(trackEdits, completeOrigin(finding));
      },
      changesOf: (path) => recording.get(path) ?? [],
      [Symbol.dispose]: () => {
        this.#recordings.delete(recording);
      },
    };
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
