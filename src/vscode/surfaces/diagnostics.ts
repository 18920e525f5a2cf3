import * as vscode from 'vscode';
import { rangeOf, type FileRef, type Finding } from '../../core/finding.ts';
import { ruleOf } from '../../core/findings/dismissal.ts';
import type { FindingStore, StoreChange } from '../../core/findings/findingStore.ts';
import { affects, readSetting } from '../configuration.ts';
import type { ReviewController } from '../review/reviewController.ts';
import type { EditorSeverity } from '../settings.ts';
import { absolutePath, toEditorRange, uriOf } from '../documents.ts';
import { FramePace } from './framePace.ts';

export const diagnosticSource = 'Flash Review';

const editorSeverity: Readonly<Record<EditorSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Other places named with a finding. */
const mostRelated = 5;
const mostWithRelated = 40;

/** The explanation of a common weakness. */
export function cwePage(cwe: number): vscode.Uri {
  return vscode.Uri.parse(`https://cwe.mitre.org/data/definitions/${cwe}.html`);
}

/** A press on the code runs the command. Made of our own words alone. */
function explanationLink({ id }: Finding): vscode.Uri {
  return vscode.Uri.parse(`command:flashReview.explain?${encodeURIComponent(JSON.stringify([id]))}`);
}

/** Code nobody needs is shown faded, code to be left behind struck through, as language services do. */
function tagsOf({ rule = '' }: Finding): vscode.DiagnosticTag[] {
  if (/^(?:unused|unreachable|dead)\b/.test(rule)) return [vscode.DiagnosticTag.Unnecessary];
  return /^deprecated\b/.test(rule) ? [vscode.DiagnosticTag.Deprecated] : [];
}

/** The same kind elsewhere in the file. */
function relatedTo(finding: Finding, alike: readonly Finding[]): vscode.DiagnosticRelatedInformation[] {
  return alike
    .slice(0, mostRelated + 1)
    .filter(({ id }) => id !== finding.id)
    .slice(0, mostRelated)
    .flatMap((other) => {
      const range = rangeOf(other);
      if (range === undefined) return [];
      const place = new vscode.Location(uriOf(other.file), toEditorRange(range));
      return new vscode.DiagnosticRelatedInformation(place, other.title);
    });
}

/** Shows the open findings of the store as squiggles and in the Problems panel. */
export class Diagnostics implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #collection = vscode.languages.createDiagnosticCollection('flash-review');
  readonly #subscriptions: vscode.Disposable;
  #levels = readSetting('diagnosticSeverity');
  /** Files to be shown anew, by their path. */
  readonly #stale = new Map<string, FileRef>();
  /** Each time all diagnostics of a file are sent anew. */
  readonly #pace = new FramePace();
  #soon: NodeJS.Timeout | undefined;

  constructor(store: FindingStore, { onDidChangeState }: Pick<ReviewController, 'onDidChangeState'>) {
    this.#store = store;
    this.#subscriptions = vscode.Disposable.from(
      store.onDidChange((change) => this.#changed(change)),
      // Who waited for a review sees all of it.
      onDidChangeState(({ kind }) => {
        if (kind !== 'running' && this.#soon !== undefined) this.#show();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!affects(event, 'diagnosticSeverity')) return;
        this.#levels = readSetting('diagnosticSeverity');
        this.#showAll();
      }),
    );
    this.#showAll();
  }

  dispose(): void {
    clearTimeout(this.#soon);
    this.#subscriptions.dispose();
    this.#collection.dispose();
  }

  /** What moves under the keys is shown at once, as is what comes alone. */
  #changed({ files, placesOnly }: StoreChange): void {
    for (const file of files) this.#stale.set(absolutePath(file), file);
    this.#pace.changed();
    const waitMs = placesOnly ? 0 : this.#pace.waitMs(performance.now());
    if (waitMs === 0) this.#show();
    else this.#soon ??= setTimeout(() => this.#show(), waitMs);
  }

  #showAll(): void {
    for (const { file } of this.#store.all()) this.#stale.set(absolutePath(file), file);
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    if (this.#stale.size === 0) return;
    const files = [...this.#stale.values()];
    this.#stale.clear();
    this.#collection.set(files.map((file) => [uriOf(file), this.#diagnosticsOf(file)]));
    this.#pace.shown(performance.now());
  }

  #diagnosticsOf(file: FileRef): vscode.Diagnostic[] {
    const open = this.#store.forFile(file).filter(({ state }) => state === 'open');
    // A file with more is being typed in as well, and every diagnostic of it is sent anew.
    const byRule = Map.groupBy(open.length > mostWithRelated ? [] : open, ({ rule }) => rule);
    return open.flatMap((finding) => {
      // A category is no kind: two bugs have nothing to do with each other.
      const alike = finding.rule === undefined ? [] : (byRule.get(finding.rule) ?? []);
      return this.#diagnostic(finding, alike) ?? [];
    });
  }

  #diagnostic(finding: Finding, alike: readonly Finding[]): vscode.Diagnostic | undefined {
    const range = rangeOf(finding);
    if (range === undefined) return undefined;
    const message =
      finding.anchor.kind === 'exact'
        ? finding.title
        : vscode.l10n.t('{0} (line is approximate)', finding.title);
    const level = editorSeverity[this.#levels[finding.severity]];
    const diagnostic = new vscode.Diagnostic(toEditorRange(range), message, level);
    diagnostic.source = diagnosticSource;
    const target = finding.cwe === undefined ? explanationLink(finding) : cwePage(finding.cwe);
    diagnostic.code = { value: ruleOf(finding), target };
    diagnostic.tags = tagsOf(finding);
    diagnostic.relatedInformation = relatedTo(finding, alike);
    return diagnostic;
  }
}
