import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { CommandName } from '../commandNames.ts';
import { pathOf } from '../documents.ts';
import type { FindingCommand } from './findingActions.ts';
import { findingsAt } from './findingsAt.ts';
import type { FindingSurfaces } from '../surfaces/findingSurfaces.ts';
import type { FindingsView } from '../view/findingsView.ts';
import type { TreeNode } from '../view/findingsTree.ts';

/** The argument of a key that is pressed in the view, which hands over nothing. */
const selected = 'selected';

/**
 * A finding comes by id from the lightbulb, as a row from the view, as the address of a document about it or of
 * its file, as a review comment or its thread; the palette hands over nothing and means the cursor.
 */
export type FindingArgument =
  string | TreeNode | vscode.Uri | CommentOfFinding | CommentedThread | null | undefined;

/** What this extension's comments carry with them. */
interface CommentOfFinding {
  readonly findingId: string;
}
interface CommentedThread {
  readonly comments?: readonly Partial<CommentOfFinding>[];
}

type RunOnFinding = (argument: FindingArgument) => Promise<void>;

export function commandsOnFindings(surfaces: FindingSurfaces, store: FindingStore, view: FindingsView) {
  const find = (argument: FindingArgument): Finding | undefined => findingOf(argument, store, view);
  const run =
    (command: FindingCommand): RunOnFinding =>
    async (argument) => {
      const finding = find(argument);
      if (finding !== undefined) await surfaces.run(command, finding);
      else if (meansAPlace(argument))
        void vscode.window.showInformationMessage(vscode.l10n.t('No open finding of Flash Review is here.'));
      else if (argument !== selected && !isRow(argument))
        void vscode.window.showInformationMessage(vscode.l10n.t('This finding is no longer known.'));
    };
  const go =
    (direction: 'next' | 'previous'): RunOnFinding =>
    async (argument) =>
      surfaces.go(direction, argument === undefined ? undefined : find(argument));
  return {
    'flashReview.applyFix': run('applyFix'),
    'flashReview.previewFix': run('previewFix'),
    'flashReview.fixAllInFile': async (argument) =>
      run('fixAllInFile')(argument ?? vscode.window.activeTextEditor?.document.uri),
    'flashReview.explain': run('explain'),
    'flashReview.copyAsMarkdown': run('copyAsMarkdown'),
    'flashReview.continueInChat': run('continueInChat'),
    'flashReview.writeFix': run('writeFix'),
    'flashReview.recheck': run('recheck'),
    'flashReview.dismiss': run('dismiss'),
    'flashReview.dismissThis': run('dismiss'),
    'flashReview.dismissInFile': run('dismissInFile'),
    'flashReview.dismissInFolder': run('dismissInFolder'),
    'flashReview.dismissEverywhere': run('dismissEverywhere'),
    'flashReview.dismissAs': run('dismissAs'),
    'flashReview.restore': run('restore'),
    'flashReview.nextFinding': go('next'),
    'flashReview.previousFinding': go('previous'),
  } satisfies Partial<Record<CommandName, RunOnFinding>>;
}

function findingOf(argument: FindingArgument, store: FindingStore, view: FindingsView): Finding | undefined {
  // A key that the user has bound may hand over anything; an editor with no row in mind hands over null.
  if (argument === undefined || argument === null) return findingAtCursor(store);
  if (argument === selected) return findingOf(view.selected ?? '', store, view);
  if (typeof argument === 'string') return store.get(argument);
  if (typeof argument !== 'object') return undefined;
  if (argument instanceof vscode.Uri)
    return argument.scheme === 'file' ? store.atPath(pathOf(argument) ?? '')[0] : store.get(argument.query);
  if ('findingId' in argument) return store.get(argument.findingId);
  if (!isRow(argument)) return store.get(argument.comments?.[0]?.findingId ?? '');
  if (argument.kind === 'finding') return store.get(argument.finding.id);
  // A group by file is called by its path, within another group by that behind the other's name.
  return argument.kind === 'group' ? store.atPath(argument.key.split('\0').at(-1) ?? '')[0] : undefined;
}

/** The cursor, or a file: that nothing was found there is no wonder, and said. */
function meansAPlace(argument: FindingArgument): boolean {
  return argument === undefined || argument === null || argument instanceof vscode.Uri;
}

/** A row of the view; not all of them are about a finding. */
export function isRow(argument: FindingArgument): argument is TreeNode {
  return typeof argument === 'object' && argument !== null && 'kind' in argument;
}

function findingAtCursor(store: FindingStore): Finding | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor === undefined
    ? undefined
    : findingsAt(store, editor.document, editor.selection, ['open', 'changed'])[0];
}
