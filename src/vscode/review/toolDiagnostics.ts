import * as vscode from 'vscode';
import type { ChangedFile } from '../../core/change.ts';
import type { ToolDiagnostic } from '../../core/toolDiagnostic.ts';
import { diagnosticSource } from '../surfaces/diagnostics.ts';
import { absolutePath, fromEditorRange, pathOf } from '../documents.ts';

/** What compilers and linters show in files that are reviewed as they stand in the editor or on disk. */
export function toolDiagnostics(files: readonly ChangedFile[]): readonly ToolDiagnostic[] {
  const present = new Map(
    files.flatMap((file) =>
      file.text === undefined || file.currentText !== undefined ? [] : [[absolutePath(file.ref), file.ref]],
    ),
  );
  return vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) => {
    const file = present.get(pathOf(uri) ?? '');
    if (file === undefined) return [];
    return diagnostics.flatMap(({ range, message, source = '', severity, code }) => {
      if (source === diagnosticSource || severity === vscode.DiagnosticSeverity.Hint) return [];
      const name = typeof code === 'object' ? code.value : code;
      const named = name === undefined ? {} : { code: String(name) };
      return { file, range: fromEditorRange(range), message, source, ...named };
    });
  });
}
