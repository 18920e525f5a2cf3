import * as vscode from 'vscode';
import type { Finding } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { diagnosticSource } from './diagnostics.ts';
import { findingsAt } from './findingsAt.ts';
import { fixEdit } from './fixes.ts';

/** The lightbulb: apply, preview, dismiss. A fix is offered only if it passes the gate at this moment. */
export class FindingCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #store: FindingStore;

  constructor(store: FindingStore) {
    this.#store = store;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (context.only !== undefined && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    return findingsAt(this.#store, document, range).flatMap((finding) => {
      const diagnostics = context.diagnostics.filter(
        (diagnostic) =>
          diagnostic.source === diagnosticSource && diagnostic.message.startsWith(finding.title),
      );
      return actionsFor(finding, document).map((action) => {
        action.diagnostics = diagnostics;
        return action;
      });
    });
  }
}

function actionsFor(finding: Finding, document: vscode.TextDocument): vscode.CodeAction[] {
  const actions: vscode.CodeAction[] = [];
  const ready = fixEdit(finding, document);
  if (ready.kind === 'ready') {
    if (ready.automatic) {
      const apply = quickFix(vscode.l10n.t('Apply Fix: {0}', finding.title));
      apply.edit = ready.edit;
      apply.isPreferred = true;
      actions.push(apply);
    }
    actions.push(
      withCommand(vscode.l10n.t('Preview Fix: {0}', finding.title), 'flashReview.previewFix', finding),
    );
  }
  actions.push(
    withCommand(vscode.l10n.t('Dismiss: {0}', finding.title), 'flashReview.dismiss', finding),
    withCommand(vscode.l10n.t('Dismiss…'), 'flashReview.dismissAs', finding),
  );
  return actions;
}

function quickFix(title: string): vscode.CodeAction {
  return new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
}

function withCommand(title: string, command: string, finding: Finding): vscode.CodeAction {
  const action = quickFix(title);
  action.command = { command, title, arguments: [finding.id] };
  return action;
}
