import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { ruleOf } from '../../core/findings/dismissal.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { pathOf } from '../documents.ts';
import { diagnosticSource } from './diagnostics.ts';
import { findingsAt } from '../findings/findingsAt.ts';
import { fixAllKind } from './findingSurfaces.ts';
import { fixAllEdit, fixEdit } from '../findings/fixes.ts';
import type { FixWatch } from '../findings/fixWatch.ts';

/** The lightbulb. A fix is offered only if it passes the gate at this moment. */
export class FindingCodeActions {
  readonly #store: FindingStore;
  readonly #hasChat: () => Promise<boolean>;
  readonly #watch: FixWatch;

  constructor(store: FindingStore, hasChat: () => Promise<boolean>, watch: FixWatch) {
    this.#store = store;
    this.#hasChat = hasChat;
    this.#watch = watch;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const here = this.#store.atPath(pathOf(document.uri) ?? '');
    if (context.only?.contains(fixAllKind) === true) return fixAllActions(here, document, this.#watch);
    if (context.only !== undefined && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const atCursor = findingsAt(this.#store, document, range);
    // The code of such a one was edited: its fix is gone with it, but the question whether it holds is near.
    const changed = findingsAt(this.#store, document, range, ['changed']).flatMap(checkAgain);
    if (atCursor.length === 0) return changed;
    const chat = await this.#hasChat();
    const isOneOfSeveral = atCursor.length > 1;
    const of = (make: (finding: Finding) => vscode.CodeAction[]): vscode.CodeAction[] =>
      atCursor.flatMap((finding) => tied(make(finding), finding, context.diagnostics));
    return [
      ...of((finding) => fixActions(finding, document, this.#watch)),
      ...fixAllQuickFixes(here, atCursor, document, this.#watch),
      ...of((finding) => otherActions(finding, isOneOfSeveral, chat)),
      ...changed,
    ];
  }
}

/** The editor lists an action with the diagnostics it is for. */
function tied(
  actions: readonly vscode.CodeAction[],
  { title }: Finding,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const own = diagnostics.filter(
    ({ source, message }) => source === diagnosticSource && message.startsWith(title),
  );
  return actions.map((action) => Object.assign(action, { diagnostics: own }));
}

function fixActions(finding: Finding, document: vscode.TextDocument, watch: FixWatch): vscode.CodeAction[] {
  const actions: vscode.CodeAction[] = [];
  const ready = fixEdit(finding, document);
  if (ready.kind !== 'ready')
    return onlyTrusted(
      withCommand(vscode.l10n.t('Write a Fix: {0}', finding.title), 'flashReview.writeFix', finding),
    );
  if (ready.automatic) {
    const apply = quickFix(vscode.l10n.t('Apply Fix: {0}', finding.title));
    apply.isPreferred = true;
    actions.push(withEdit(apply, ready.edit, document, watch));
  }
  actions.push(
    withCommand(vscode.l10n.t('Preview Fix: {0}', finding.title), 'flashReview.previewFix', finding),
  );
  return actions;
}

function checkAgain(finding: Finding): vscode.CodeAction[] {
  return onlyTrusted(
    withCommand(vscode.l10n.t('Check Again: {0}', finding.title), 'flashReview.recheck', finding),
  );
}

/** What sends something is not offered in Restricted Mode. */
function onlyTrusted(action: vscode.CodeAction): vscode.CodeAction[] {
  return vscode.workspace.isTrusted ? [action] : [];
}

/** What reads, puts aside or hands over the finding; named by it where several stand together. */
function otherActions(finding: Finding, isOneOfSeveral: boolean, chat: boolean): vscode.CodeAction[] {
  const named = (label: string): string => (isOneOfSeveral ? `${label}: ${finding.title}` : label);
  return [
    withCommand(named(vscode.l10n.t('Explain')), 'flashReview.explain', finding),
    ...checkAgain(finding),
    withCommand(vscode.l10n.t('Dismiss: {0}', finding.title), 'flashReview.dismiss', finding),
    withCommand(named(vscode.l10n.t('Dismiss…')), 'flashReview.dismissAs', finding),
    withCommand(named(vscode.l10n.t('Copy as Markdown')), 'flashReview.copyAsMarkdown', finding),
    ...(chat
      ? [withCommand(named(vscode.l10n.t('Continue in Chat')), 'flashReview.continueInChat', finding)]
      : []),
  ];
}

/** What `source.fixAll.flashReview` does. */
function fixAllActions(
  findings: readonly Finding[],
  document: vscode.TextDocument,
  watch: FixWatch,
): vscode.CodeAction[] {
  const edit = fixAllEdit(findings, document, 1);
  if (edit === undefined) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix All Flash Review Findings'), fixAllKind);
  return [withEdit(action, edit, document, watch)];
}

/** Offered where there is more than one fix to apply at once, as one undo step. */
function fixAllQuickFixes(
  findings: readonly Finding[],
  atCursor: readonly Finding[],
  document: vscode.TextDocument,
  watch: FixWatch,
): vscode.CodeAction[] {
  const actions: vscode.CodeAction[] = [];
  const add = (title: string, edit: vscode.WorkspaceEdit | undefined): void => {
    if (edit !== undefined) actions.push(withEdit(quickFix(title), edit, document, watch));
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

function withEdit(
  action: vscode.CodeAction,
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  watch: FixWatch,
): vscode.CodeAction {
  return Object.assign(action, { edit, command: watch.afterwards(document, action.title) });
}

function withCommand(title: string, command: string, finding: Finding): vscode.CodeAction {
  const action = quickFix(title);
  action.command = { command, title, arguments: [finding.id] };
  return action;
}
