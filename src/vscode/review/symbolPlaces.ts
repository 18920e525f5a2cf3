import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { holdsWordAt } from '../../core/context/searchFiles.ts';
import type { SymbolPlace, SymbolPlaces } from '../../core/ports.ts';
import { uriOf } from '../documents.ts';

/** A language service that takes longer, in ms, is not waited for. */
const patienceMs = 10_000;

/** What the language services of this window know of names. */
export const symbolPlaces: SymbolPlaces = {
  definitions: async (name, at, signal) => ask('vscode.executeDefinitionProvider', name, at, signal),
  references: async (name, at, signal) => ask('vscode.executeReferenceProvider', name, at, signal),
};

async function ask(
  command: string,
  name: string,
  { file, line }: SymbolPlace,
  signal: AbortSignal,
): Promise<readonly SymbolPlace[]> {
  try {
    const uri = uriOf(file);
    const document = await vscode.workspace.openTextDocument(uri);
    if (line > document.lineCount) return [];
    // What was reviewed may be an older text: where the name is not, nothing is asked.
    const character = holdsWordAt(document.lineAt(line - 1).text, name);
    if (character === undefined) return [];
    const position = new vscode.Position(line - 1, character);
    const asked = vscode.commands.executeCommand<readonly (vscode.Location | vscode.LocationLink)[]>(
      command,
      uri,
      position,
    );
    const found = await Promise.race([
      asked,
      ended(AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])),
    ]);
    return (found ?? []).flatMap(placeOf);
  } catch {
    // A service that fails knows nothing; the text is searched instead.
    return [];
  }
}

function placeOf(found: vscode.Location | vscode.LocationLink): SymbolPlace[] {
  const [uri, range] =
    'targetUri' in found
      ? [found.targetUri, found.targetSelectionRange ?? found.targetRange]
      : [found.uri, found.range];
  if (uri.scheme !== 'file') return [];
  const path = uri.fsPath.replaceAll('\\', '/');
  return [{ file: { root: dirname(path), path: basename(path) }, line: range.start.line + 1 }];
}

async function ended(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
