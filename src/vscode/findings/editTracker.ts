import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { refAt } from '../../core/findings/findingTable.ts';
import { completeOrigin } from '../../core/findings/origin.ts';
import { trackEdits, type TextChange } from '../../core/findings/trackEdits.ts';
import {
  absolutePath,
  fromEditorRange,
  pathAfter,
  pathOf,
  renamesOf,
  toEditorRange,
  type Rename,
} from '../documents.ts';

/** What was typed, and which files were renamed, from one moment on. */
export interface EditRecording extends Disposable {
  /** Moves a finding anchored in the text of that moment to where its code is now, in the file as it is called now. */
  replay(finding: Finding): Finding;
  /** The edit events of a file, in order, each with its changes; `path` is absolute, of that moment. */
  changesOf(path: string): readonly (readonly TextChange[])[];
}

interface Recorded {
  /** Of each file, by its name of now, its edit events in order, each with its changes. */
  readonly edits: Map<string, (readonly TextChange[])[]>;
  /** Of files and folders, in order. */
  readonly renames: Rename[];
}

/** Keeps findings on their code while documents change, those of a review still streaming included. */
export class EditTracker implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  readonly #recordings = new Set<Recorded>();

  /** `edited` is told of every file that was. */
  constructor(store: FindingStore, edited: (path: string) => void) {
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => {
        const path = pathOf(event.document.uri);
        if (path === undefined || event.contentChanges.length === 0) return;
        const changes = event.contentChanges.map((change) => ({
          range: fromEditorRange(change.range),
          text: change.text,
        }));
        for (const { edits } of this.#recordings) {
          const events = edits.get(path);
          if (events === undefined) edits.set(path, [changes]);
          else events.push(changes);
        }
        store.edit(path, changes, (range) => event.document.getText(toEditorRange(range)));
        edited(path);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const one of renamesOf(files)) for (const recorded of this.#recordings) rename(recorded, one);
      }),
    );
  }

  /** From now on, until disposed. */
  record(): EditRecording {
    const recorded: Recorded = { edits: new Map(), renames: [] };
    this.#recordings.add(recorded);
    const nameOf = (path: string): string => recorded.renames.reduce(pathAfter, path);
    return {
      replay: (finding) => {
        const path = nameOf(absolutePath(finding.file));
        const here = completeOrigin(finding);
        const moved = (recorded.edits.get(path) ?? []).reduce(trackEdits, here);
        return path === absolutePath(finding.file) ? moved : { ...moved, file: refAt(finding.file, path) };
      },
      changesOf: (path) => recorded.edits.get(nameOf(path)) ?? [],
      [Symbol.dispose]: () => {
        this.#recordings.delete(recorded);
      },
    };
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

function rename({ edits, renames }: Recorded, one: Rename): void {
  renames.push(one);
  const before = [...edits];
  for (const [path, events] of before) {
    const now = pathAfter(path, one);
    if (now === path) continue;
    edits.delete(path);
    edits.set(now, events);
  }
}
