import * as vscode from 'vscode';
import { absolutePathOf } from '../../core/findings/findingTable.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { absolutePath, pathOf } from '../documents.ts';
import { explanationScheme, fixScheme } from './findingSurfaces.ts';

/** Quiet time before documents are made anew, in ms: each keystroke changes them. */
const quietMs = 150;

/** Has the open documents about findings made anew when the finding, or the text of its file, is another. */
export function refreshDocuments(
  store: FindingStore,
  changed: vscode.EventEmitter<vscode.Uri>,
): vscode.Disposable {
  const paths = new Set<string>();
  let soon: NodeJS.Timeout | undefined;
  const refresh = (): void => {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== fixScheme && uri.scheme !== explanationScheme) continue;
      const finding = store.get(uri.query);
      if (finding === undefined || paths.has(absolutePath(finding.file))) changed.fire(uri);
    }
    paths.clear();
  };
  const refreshSoon = (path: string): void => {
    paths.add(path);
    clearTimeout(soon);
    soon = setTimeout(refresh, quietMs);
  };
  const following = store.onDidChange(({ files }) => {
    for (const file of files) refreshSoon(absolutePathOf(file));
  });
  return vscode.Disposable.from(
    following,
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const path = pathOf(document.uri);
      if (path !== undefined && store.atPath(path).length > 0) refreshSoon(path);
    }),
    new vscode.Disposable(() => clearTimeout(soon)),
  );
}
