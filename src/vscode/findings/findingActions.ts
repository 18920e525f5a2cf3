import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { applyFix, checkFix } from '../../core/verify/fixGate.ts';
import { continueInChat, hasChat } from './chat.ts';
import { FindingCodeActions } from '../surfaces/codeActions.ts';
import { dismissAs, dismissKind, dismissOne, manageDismissals, restoreOne } from './dismissCommands.ts';
import { uriOf } from '../documents.ts';
import { goneSentence } from '../openFile.ts';
import { explain, explanationOf } from '../surfaces/explain.ts';
import { findingHover } from '../surfaces/findingHover.ts';
import { checkAgain, writeFix } from './findingRequests.ts';
import { explanationScheme, type SurfacePorts } from '../surfaces/findingSurfaces.ts';
import { refreshDocuments } from '../surfaces/refreshDocuments.ts';
import { FixWatch } from './fixWatch.ts';
import { applyAllFixes, applyCheckedFix, previewFix } from './fixes.ts';
import { goToFinding } from './goToFinding.ts';

/** What can be done with one finding. */
const findingCommands = [
  'applyFix',
  'previewFix',
  'fixAllInFile',
  'explain',
  'copyAsMarkdown',
  'continueInChat',
  'writeFix',
  'recheck',
  'dismiss',
  'dismissInFile',
  'dismissInFolder',
  'dismissEverywhere',
  'dismissAs',
  'restore',
] as const;
export type FindingCommand = (typeof findingCommands)[number];

export interface FindingActions extends vscode.Disposable {
  hover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined;
  codeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]>;
  /** Of a document that shows the fix of a finding, or explains it. */
  contentOf(uri: vscode.Uri): Promise<string>;
  run(command: FindingCommand, finding: Finding): Promise<void>;
  go(direction: 'next' | 'previous', from: Finding | undefined): Promise<void>;
  manageDismissals(): Promise<void>;
}

/**
 * All that the editor at rest has no use for hangs on this file, which is a bundle of its own. `documentChanged` is
 * told of documents whose content is another now.
 */
export function createFindingActions(
  ports: SurfacePorts,
  documentChanged: vscode.EventEmitter<vscode.Uri>,
): FindingActions {
  const { store, dismissals, log } = ports.stores;
  const watch = new FixWatch(log);
  const refreshing = refreshDocuments(store, documentChanged);
  const codeActions = new FindingCodeActions(store, hasChat, watch);
  const commands: Record<FindingCommand, (finding: Finding) => Promise<void>> = {
    applyFix: async (finding) => applyCheckedFix(finding, watch),
    previewFix,
    fixAllInFile: async ({ file }) => applyAllFixes(store.forFile(file), file, watch),
    explain,
    copyAsMarkdown: async (finding) => vscode.env.clipboard.writeText(await explanationOf(finding, store)),
    continueInChat,
    writeFix: async (finding) => writeFix(finding, ports),
    recheck: async (finding) => checkAgain(finding, ports),
    dismiss: async (finding) => dismissOne(finding, dismissals),
    dismissInFile: async (finding) => dismissKind(finding, 'file', dismissals),
    dismissInFolder: async (finding) => dismissKind(finding, 'folder', dismissals),
    dismissEverywhere: async (finding) => dismissKind(finding, 'everywhere', dismissals),
    dismissAs: async (finding) => dismissAs(finding, dismissals),
    restore: async (finding) => restoreOne(finding, dismissals, store),
  };
  return {
    hover: (document, position) => findingHover(store, document, position),
    codeActions: async (document, range, context) => codeActions.provideCodeActions(document, range, context),
    contentOf: async (uri) => {
      const finding = store.get(uri.query);
      if (finding === undefined) return vscode.l10n.t('This finding is no longer known.');
      if (uri.scheme === explanationScheme) return explanationOf(finding, store);
      let text: string;
      try {
        text = (await vscode.workspace.openTextDocument(uriOf(finding.file))).getText();
      } catch {
        return goneSentence(finding.file);
      }
      // Applied, or its code was edited: there is nothing left to change.
      const { fix } = finding;
      return fix !== undefined && checkFix(fix, text).kind === 'ready' ? applyFix(fix, text) : text;
    },
    run: async (command, finding) => commands[command](finding),
    go: async (direction, from) => goToFinding(store, direction, from),
    manageDismissals: async () => manageDismissals(dismissals),
    dispose: () => {
      watch.dispose();
      refreshing.dispose();
    },
  };
}
