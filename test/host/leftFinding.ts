import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** A finding as the editor shows it: its id, and its 0-based line. */
export interface ShownFinding {
  readonly id: string;
  readonly line: number;
}

/** The findings of a file; the link of a diagnostic to its explanation tells the id. */
export function shownIn(relative: string): readonly ShownFinding[] {
  return vscode.languages.getDiagnostics(uriIn(relative)).flatMap(({ source, code, range }) => {
    if (source !== 'Flash Review' || typeof code !== 'object') return [];
    const [id = ''] = JSON.parse(decodeURIComponent(code.target.query)) as readonly string[];
    return [{ id, line: range.start.line }];
  });
}

/** Waits until the only finding of a file is on this line; after ten seconds it fails with what is there. */
export async function onlyFindingOn(relative: string, line: number): Promise<ShownFinding> {
  for (let turn = 0; ; turn++) {
    const [first, ...more] = shownIn(relative);
    if (first?.line === line && more.length === 0) return first;
    if (turn === 500) throw new Error(`${relative} still has ${JSON.stringify(shownIn(relative))}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Where git does not look, and so the extension neither. */
const note = '.git/finding-of-the-tests';

/** Tells a later start of the editor which finding was left to it. */
export function leave({ id }: ShownFinding): void {
  writeFileSync(uriIn(note).fsPath, id);
}

export function leftId(): string {
  return readFileSync(uriIn(note).fsPath, 'utf8');
}

function uriIn(relative: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return vscode.Uri.file(join(folder, relative));
}
