import * as vscode from 'vscode';
import { errorsIn, newErrors } from './newErrors.ts';

/** A fix that is in a file, and after which other tools tell of errors that were not there before. */
interface FixReport {
  readonly document: vscode.TextDocument;
  /** Of the document with the fix as its last edit. */
  readonly version: number;
}

type Undone = 'undone' | 'edited' | 'nothing-reported';

/** Longer messages of other tools are cut in ours, in UTF-16 units. */
const longestError = 200;

/** Follows the lightbulb's edits, which the editor applies by itself. */
const watchCommand = 'flashReview.watchFix';

/**
 * Looks after fixes that were applied: of errors that a language service tells of only then, a message is shown with
 * one press to take the fix back. `flashReview.undoFix` does what that press does.
 */
export class FixWatch implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #disposed = new AbortController();
  readonly #commands: vscode.Disposable;
  #latest: FixReport | undefined;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#commands = vscode.Disposable.from(
      vscode.commands.registerCommand(watchCommand, async (uri: vscode.Uri, before: readonly string[]) =>
        this.#start(await vscode.workspace.openTextDocument(uri), before),
      ),
      vscode.commands.registerCommand('flashReview.undoFix', async () => this.#undoLatest()),
    );
  }

  /** Applies a fix as one undo step. */
  async apply(edit: vscode.WorkspaceEdit, document: vscode.TextDocument): Promise<void> {
    const before = errorsIn(document.uri);
    if (await vscode.workspace.applyEdit(edit)) this.#start(document, before);
    else
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The editor did not apply the fix. Check that the file may be written, and try again.'),
      );
  }

  /** What a code action with a fix as its edit runs afterwards. */
  afterwards({ uri }: vscode.TextDocument, title: string): vscode.Command {
    return { command: watchCommand, title, arguments: [uri, errorsIn(uri)] };
  }

  dispose(): void {
    this.#disposed.abort();
    this.#commands.dispose();
  }

  /** Nobody waits for it: a fix on save would hold up the save. */
  #start(document: vscode.TextDocument, before: readonly string[]): void {
    void this.#watch(document, before);
  }

  async #watch(document: vscode.TextDocument, before: readonly string[]): Promise<void> {
    try {
      const report = { document, version: document.version };
      const [first, ...more] = await newErrors(document, before, this.#disposed.signal);
      if (first === undefined) return;
      this.#latest = report;
      const undo = vscode.l10n.t('Undo Fix');
      const choice = await vscode.window.showWarningMessage(
        sentenceOf(document.uri, first, more.length),
        undo,
      );
      if (choice === undo) await this.#undo(report);
    } catch (bug) {
      this.#log.error(bug instanceof Error ? bug : String(bug));
    }
  }

  async #undoLatest(): Promise<Undone> {
    return this.#latest === undefined ? 'nothing-reported' : this.#undo(this.#latest);
  }

  /** One undo step takes back the fix and nothing else only while the fix is the last edit. */
  async #undo(report: FixReport): Promise<Undone> {
    const { document, version } = report;
    if (this.#latest === report) this.#latest = undefined;
    if (document.isClosed || document.version !== version) {
      const file = vscode.workspace.asRelativePath(document.uri);
      const text = vscode.l10n.t(
        '{0} was edited or closed after the fix, so the fix was not taken back. Undo in the editor goes back edit by edit.',
        file,
      );
      void vscode.window.showWarningMessage(text);
      return 'edited';
    }
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('undo');
    return 'undone';
  }
}

function sentenceOf(uri: vscode.Uri, first: string, more: number): string {
  const [line = ''] = first.split('\n');
  const error = line.length > longestError ? `${line.slice(0, longestError)}…` : line;
  const file = vscode.workspace.asRelativePath(uri);
  const text =
    more === 0
      ? vscode.l10n.t('After the fix {0} has a new error: {1}', file, error)
      : vscode.l10n.t('After the fix {0} has {1} new errors. The first: {2}', file, more + 1, error);
  // The words of others must not become links, which a message would run commands by.
  return text.replaceAll('](', '] (');
}
