import * as vscode from 'vscode';
import { diagnosticSource } from '../surfaces/diagnostics.ts';

/** Language services are given so long, in ms, to look at what was made of a file. */
const watchedMs = 2_000;

/** They tell in steps; what is still there after such a pause, in ms, is meant. */
const quietMs = 300;

/** The errors that other tools tell of in a file, in their words: places move with a change, words do not. */
export function errorsIn(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(
      ({ severity, source }) => severity === vscode.DiagnosticSeverity.Error && source !== diagnosticSource,
    )
    .map(({ message }) => message);
}

/**
 * The errors of a file that come up within two seconds and are not among those of `before`, each as often as there
 * are more of it. An edit ends the wait, as what comes after it may come from it; so does `signal`.
 */
export async function newErrors(
  document: vscode.TextDocument,
  before: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { uri, version } = document;
  const look = (): readonly string[] => without(errorsIn(uri), before);
  return new Promise((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    let seen = look();
    const end = (): void => {
      clearTimeout(quiet);
      clearTimeout(last);
      subscriptions.dispose();
      signal.removeEventListener('abort', end);
      resolve(signal.aborted ? [] : seen);
    };
    const last = setTimeout(end, watchedMs);
    const check = (): void => {
      seen = look();
      clearTimeout(quiet);
      if (seen.length > 0) quiet = setTimeout(end, quietMs);
    };
    const subscriptions = vscode.Disposable.from(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((one) => one.toString() === uri.toString())) check();
      }),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document || document.version === version) return;
        // The fix is taken back already.
        if (event.reason === vscode.TextDocumentChangeReason.Undo) seen = [];
        end();
      }),
    );
    signal.addEventListener('abort', end, { once: true });
    check();
  });
}

function without(errors: readonly string[], before: readonly string[]): readonly string[] {
  const left = [...before];
  return errors.filter((error) => {
    const at = left.indexOf(error);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
