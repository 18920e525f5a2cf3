import * as vscode from 'vscode';
import type { Finding } from '../core/finding.ts';
import { ruleOf } from '../core/findings/dismissal.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { pathOf } from './documents.ts';
import { diagnosticSource } from './diagnostics.ts';
import { findingsAt } from './findingsAt.ts';
import { fixAllEdit, fixEdit } from './fixes.ts';

/** For those who want fixes on save: `editor.codeActionsOnSave`. */
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('flashReview');

/** The lightbulb: apply, preview, dismiss. A fix is offered only if it passes the gate at this moment. */
export class FindingCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
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
    const here = this.#store.atPath(pathOf(document.uri) ?? '');
    if (context.only?.contains(fixAllKind) === true) return fixAllActions(here, document);
    if (context.only !== undefined && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const all = fixAllQuickFixes(here, findingsAt(this.#store, document, range), document);
    return findingsAt(this.#store, document, range)
      .flatMap((finding) => {
        const diagnostics = context.diagnostics.filter(
          (diagnostic) =>
            diagnostic.source === diagnosticSource && diagnostic.message.startsWith(finding.title),
        );
        return actionsFor(finding, document).map((action) => {
          action.diagnostics = diagnostics;
          return action;
        });
      })
      .concat(all);
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

/** What `source.fixAll.flashReview` does. */
function fixAllActions(findings: readonly Finding[], document: vscode.TextDocument): vscode.CodeAction[] {
  const edit = fixAllEdit(findings, document, 1);
  if (edit === undefined) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix All Flash Review Findings'), fixAllKind);
  action.edit = edit;
  return [action];
}

/** Offered where there is more than one fix to apply at once, as one undo step. */
function fixAllQuickFixes(
  findings: readonly Finding[],
  atCursor: readonly Finding[],
  document: vscode.TextDocument,
): vscode.CodeAction[] {
  const actions: vscode.CodeAction[] = [];
  const add = (title: string, edit: vscode.WorkspaceEdit | undefined): void => {
    if (edit === undefined) return;
    const action = quickFix(title);
    action.edit = edit;
    actions.push(action);
  };
  if (atCursor.length === 0) return actions;
  for (const rule of new Set(atCursor.map(ruleOf))) {
    const ofKind = findings.filter((finding) => ruleOf(finding) === rule);
    if (ofKind.length < findings.length)
      add(vscode.l10n.t('Fix All “{0}” in This File', rule), fixAllEdit(ofKind, document, 2));
  }
  add(vscode.l10n.t('Fix All Flash Review Findings in This File'), fixAllEdit(findings, document, 2));
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
