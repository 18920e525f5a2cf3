import * as vscode from 'vscode';
import { rangeOf, type FileRef, type Finding } from '../core/finding.ts';
import { ruleOf } from '../core/findings/dismissal.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { affects, readSettings } from './configuration.ts';
import type { EditorSeverity, Settings } from './settings.ts';
import { absolutePath, toEditorRange, uriOf } from './documents.ts';

export const diagnosticSource = 'Flash Review';

const editorSeverity: Readonly<Record<EditorSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The explanation of a common weakness. */
export function cwePage(cwe: number): vscode.Uri {
  return vscode.Uri.parse(`https://cwe.mitre.org/data/definitions/${cwe}.html`);
}

/** Shows the open findings of the store as squiggles and in the Problems panel. */
export class Diagnostics implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #collection = vscode.languages.createDiagnosticCollection('flash-review');
  readonly #subscriptions: vscode.Disposable;
  #settings: Settings = readSettings();

  constructor(store: FindingStore) {
    this.#store = store;
    this.#subscriptions = vscode.Disposable.from(
      store.onDidChange(({ files }) => this.#show(files)),
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
    const files = this.#store.all().map(({ file }) => file);
    this.#show([...new Map(files.map((file) => [absolutePath(file), file])).values()]);
  }

  #show(files: readonly FileRef[]): void {
    this.#collection.set(files.map((file) => [uriOf(file), this.#diagnosticsOf(file)]));
  }

  #diagnosticsOf(file: FileRef): vscode.Diagnostic[] {
    const open = this.#store.forFile(file).filter(({ state }) => state === 'open');
    return open.flatMap((finding) => this.#diagnostic(finding) ?? []);
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
    diagnostic.code =
      finding.cwe === undefined ? ruleOf(finding) : { value: ruleOf(finding), target: cwePage(finding.cwe) };
    return diagnostic;
  }
}
