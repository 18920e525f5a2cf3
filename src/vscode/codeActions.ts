import * as vscode from 'vscode';
import type { Finding } from '../core/finding.ts';
import { ruleOf } from '../core/findings/dismissal.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { pathOf } from './documents.ts';
import { diagnosticSource } from './diagnostics.ts';
import { findingsAt } from './findingsAt.ts';
import { fixAllKind } from './findingSurfaces.ts';
import { fixAllEdit, fixEdit } from './fixes.ts';

/** The lightbulb. A fix is offered only if it passes the gate at this moment. */
export class FindingCodeActions {
  readonly #store: FindingStore;
  readonly #hasChat: () => Promise<boolean>;

  constructor(store: FindingStore, hasChat: () => Promise<boolean>) {
    this.#store = store;
    this.#hasChat = hasChat;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const here = this.#store.atPath(pathOf(document.uri) ?? '');
    if (context.only?.contains(fixAllKind) === true) return fixAllActions(here, document);
    if (context.only !== undefined && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const atCursor = findingsAt(this.#store, document, range);
    // The code of such a one was edited: its fix is gone with it, but the question whether it holds is near.
    const changed = findingsAt(this.#store, document, range, ['changed']).map(checkAgain);
    if (atCursor.length === 0) return changed;
    const all = fixAllQuickFixes(here, atCursor, document);
    const chat = await this.#hasChat();
    return atCursor
      .flatMap((finding) => {
        const diagnostics = context.diagnostics.filter(
          (diagnostic) =>
            diagnostic.source === diagnosticSource && diagnostic.message.startsWith(finding.title),
        );
        const more = moreActionsFor(finding, atCursor.length > 1, chat);
        return [...actionsFor(finding, document), ...more].map((action) => {
          action.diagnostics = diagnostics;
          return action;
        });
      })
      .concat(changed, all);
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
  if (ready.kind !== 'ready') {
    actions.push(
      withCommand(vscode.l10n.t('Write a Fix: {0}', finding.title), 'flashReview.writeFix', finding),
    );
  }
  actions.push(
    checkAgain(finding),
    withCommand(vscode.l10n.t('Dismiss: {0}', finding.title), 'flashReview.dismiss', finding),
    withCommand(vscode.l10n.t('Dismiss…'), 'flashReview.dismissAs', finding),
  );
  return actions;
}

function checkAgain(finding: Finding): vscode.CodeAction {
  return withCommand(vscode.l10n.t('Check Again: {0}', finding.title), 'flashReview.recheck', finding);
}

/** What reads or hands over the finding; named by it where several stand together. */
function moreActionsFor(finding: Finding, isOneOfSeveral: boolean, chat: boolean): vscode.CodeAction[] {
  const of = (label: string): string => (isOneOfSeveral ? `${label}: ${finding.title}` : label);
  return [
    withCommand(of(vscode.l10n.t('Explain')), 'flashReview.explain', finding),
    withCommand(of(vscode.l10n.t('Copy as Markdown')), 'flashReview.copyAsMarkdown', finding),
    ...(chat
      ? [withCommand(of(vscode.l10n.t('Continue in Chat')), 'flashReview.continueInChat', finding)]
      : []),
  ];
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
