import * as vscode from 'vscode';
import { rangeOf, type Finding } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { affects, readSettings } from './configuration.ts';
import type { EditorSeverity, Settings } from './settings.ts';
import { toEditorRange, uriOf } from './documents.ts';

export const diagnosticSource = 'Flash Review';

const editorSeverity: Readonly<Record<EditorSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Shows the open findings of the store as squiggles and in the Problems panel. */
export class Diagnostics implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #collection = vscode.languages.createDiagnosticCollection('flash-review');
  readonly #subscriptions: vscode.Disposable;
  #settings: Settings = readSettings();

  constructor(store: FindingStore) {
    this.#store = store;
    this.#subscriptions = vscode.Disposable.from(
      store.onDidChange((change) => {
        for (const file of change.files) this.#show(file);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!affects(event, 'diagnosticSeverity')) return;
        this.#settings = readSettings();
        this.#showAll();
      }),
    );
    this.#showAll();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#collection.dispose();
  }

  #showAll(): void {
    for (const finding of this.#store.all()) this.#show(finding.file);
  }

  #show(file: Finding['file']): void {
    const shown = this.#store.forFile(file).filter((finding) => finding.state === 'open');
    this.#collection.set(
      uriOf(file),
      shown.flatMap((finding) => this.#diagnostic(finding) ?? []),
    );
  }

  #diagnostic(finding: Finding): vscode.Diagnostic | undefined {
    const range = rangeOf(finding);
    if (range === undefined) return undefined;
    const message =
      finding.anchor.kind === 'exact'
        ? finding.title
        : vscode.l10n.t('{0} (line is approximate)', finding.title);
    const level = editorSeverity[this.#settings.diagnosticSeverity[finding.severity]];
    const diagnostic = new vscode.Diagnostic(toEditorRange(range), message, level);
    diagnostic.source = diagnosticSource;
    diagnostic.code = finding.category;
    return diagnostic;
  }
}
