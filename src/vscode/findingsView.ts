import * as vscode from 'vscode';
import type { SkippedFile } from '../core/change.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { FindingsTree, type TreeNode } from './findingsTree.ts';
import { failureSentence } from './messages.ts';
import type { ReviewController } from './reviewController.ts';
import type { ReviewState } from './reviewState.ts';

export const findingsViewId = 'flashReview.findings';

/** The Flash Review view: tree, badge, message line, progress, and the context keys its welcome texts wait for. */
export class FindingsView implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #controller: ReviewController;
  readonly #tree: FindingsTree;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: vscode.Disposable;
  #endProgress: (() => void) | undefined;
  #countdown: NodeJS.Timeout | undefined;

  constructor(store: FindingStore, controller: ReviewController) {
    this.#store = store;
    this.#controller = controller;
    this.#tree = new FindingsTree(store);
    this.#view = vscode.window.createTreeView(findingsViewId, {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#tree,
      this.#view,
      controller.onDidChangeState((state) => this.#show(state)),
      store.onDidChange(() => this.#show(controller.state)),
    );
    this.#show(controller.state);
  }

  /** Brings the view up without taking the keyboard from the editor. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${findingsViewId}.focus`, { preserveFocus: true });
  }

  dispose(): void {
    clearInterval(this.#countdown);
    this.#endProgress?.();
    this.#subscriptions.dispose();
  }

  #show(state: ReviewState): void {
    const visible = this.#store.all().filter((finding) => finding.state !== 'dismissed');
    const open = visible.filter((finding) => finding.state === 'open').length;
    this.#view.badge =
      open === 0 ? undefined : { value: open, tooltip: vscode.l10n.t('{0} open findings', open) };
    this.#tree.skipped = 'skipped' in state ? state.skipped : nothingSkipped;
    this.#showProgress(state.kind === 'running');
    setContext('flashReview.state', contextOf(state));
    // A message would hide the welcome text of an empty tree, which says the same with buttons.
    const empty = visible.length === 0 && this.#tree.skipped.length === 0;
    const waiting = state.kind === 'running' && state.retrying !== undefined;
    this.#label({
      message: empty && !waiting ? undefined : messageFor(state),
      description: coverageOf(state),
    });
    clearInterval(this.#countdown);
    if (state.kind === 'running' && state.retrying !== undefined) {
      this.#countdown = setInterval(() => {
        this.#label({ message: messageFor(this.#controller.state) });
      }, 1000);
    }
  }

  /** The API takes undefined for both, though its types do not say so. */
  #label(texts: { readonly message?: string | undefined; readonly description?: string | undefined }): void {
    Object.assign(this.#view, texts);
  }

  #showProgress(running: boolean): void {
    if (!running) {
      this.#endProgress?.();
      this.#endProgress = undefined;
    } else if (this.#endProgress === undefined) {
      const ended = new Promise<void>((resolve) => {
        this.#endProgress = resolve;
      });
      void vscode.window.withProgress({ location: { viewId: findingsViewId } }, () => ended);
    }
  }
}

const nothingSkipped: readonly SkippedFile[] = [];

/** One word per welcome text in package.json. */
function contextOf(state: ReviewState): string {
  return state.kind === 'failed' ? `failed.${state.failure.kind}` : state.kind;
}

/** Never findings, or none, without what they cover. */
function coverageOf(state: ReviewState): string | undefined {
  if (!('reviewed' in state)) return undefined;
  return vscode.l10n.t('{0} of {1} files reviewed', state.reviewed, state.files + state.skipped.length);
}

function messageFor(state: ReviewState): string | undefined {
  switch (state.kind) {
    case 'running':
      return runningMessage(state);
    case 'failed':
      return failureSentence(state.failure);
    case 'cancelled':
      return vscode.l10n.t('Stopped. The findings that came before stay.');
    case 'completed':
      if (state.findings === 0 && state.skipped.length > 0) {
        return vscode.l10n.t('No findings in the files that were reviewed.');
      }
      return state.damaged === 0
        ? undefined
        : vscode.l10n.t('{0} parts of the answer could not be read; see the log.', state.damaged);
    case 'idle':
    case 'no-changes':
      return undefined;
  }
}

function runningMessage(state: Extract<ReviewState, { kind: 'running' }>): string {
  if (state.retrying !== undefined) {
    const seconds = Math.max(0, Math.ceil((state.retrying.untilMs - Date.now()) / 1000));
    return vscode.l10n.t('{0} Trying again in {1} s.', failureSentence(state.retrying.failure), seconds);
  }
  if (state.files === undefined) return vscode.l10n.t('Collecting what changed…');
  return vscode.l10n.t('Reviewing {0} files: {1} findings so far…', state.files, state.findings);
}

export function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
