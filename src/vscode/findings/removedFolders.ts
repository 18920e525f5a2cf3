import * as vscode from 'vscode';
import type { FileRef } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { absolutePath, pathOf } from '../documents.ts';

const memoryKey = 'foldersSeen';

/** More than anyone takes out of one window. */
const mostFolders = 200;

/**
 * Hides what was found in folders that were taken out of this workspace, also while no window was open, until they are
 * back: `cameBack` is told when folders have come or gone.
 */
export function hideRemovedFolders(
  store: FindingStore,
  memory: vscode.Memento,
  cameBack: () => void,
): vscode.Disposable {
  const look = (): void => {
    const here = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri) ?? []);
    const gone = memory.get<readonly string[]>(memoryKey, []).filter((path) => !here.includes(path));
    void memory.update(memoryKey, [...here, ...gone].slice(0, mostFolders));
    const isHidden = (file: FileRef): boolean => {
      const path = absolutePath(file);
      // What lies in the repository of a folder that is here is reviewed along with it.
      const belongs = here.some((folder) => isIn(path, folder) || isIn(folder, file.root));
      return !belongs && gone.some((folder) => isIn(path, folder));
    };
    store.hide(gone.length === 0 ? undefined : isHidden);
  };
  look();
  return vscode.workspace.onDidChangeWorkspaceFolders(() => {
    look();
    cameBack();
  });
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
