import * as vscode from 'vscode';
import type { FileRef, Range } from '../core/finding.ts';
import type { Overlay } from '../core/ports.ts';

/** Absolute path with `/`; the key that findings and documents meet under. Undefined for what is not on disk. */
export function pathOf(uri: vscode.Uri): string | undefined {
  return uri.scheme === 'file' ? uri.fsPath.replaceAll('\\', '/') : undefined;
}

export function absolutePath(file: FileRef): string {
  return `${file.root}/${file.path}`;
}

export function uriOf(file: FileRef): vscode.Uri {
  return vscode.Uri.file(absolutePath(file));
}

/** Of a file or folder; absolute paths with `/`. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

export function renamesOf(files: vscode.FileRenameEvent['files']): readonly Rename[] {
  return files.flatMap(({ oldUri, newUri }) => {
    const [from, to] = [pathOf(oldUri), pathOf(newUri)];
    return from === undefined || to === undefined ? [] : { from, to };
  });
}

/** The same when neither it nor a folder above it was renamed. */
export function pathAfter(path: string, { from, to }: Rename): string {
  return path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
}

export function toEditorRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

export function fromEditorRange(range: vscode.Range): Range {
  return {
    start: { line: range.start.line, character: range.start.character },
    end: { line: range.end.line, character: range.end.character },
  };
}

/** The texts of all editors with unsaved changes. */
export function unsavedTexts(): Overlay {
  const texts = new Map<string, string>();
  for (const document of vscode.workspace.textDocuments) {
    const path = pathOf(document.uri);
    if (document.isDirty && path !== undefined) texts.set(path, document.getText());
  }
  return { texts };
}
