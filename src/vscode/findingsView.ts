import * as vscode from 'vscode';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import type { FileCoverage } from '../core/plan/coverage.ts';
import { FindingsTree, type TreeNode } from './findingsTree.ts';
import type { ReviewController } from './reviewController.ts';
import type { ReviewState } from './reviewState.ts';
import { viewMessage } from './viewMessage.ts';

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
    const visible = this.#store.shown();
    const open = visible.filter((finding) => finding.state === 'open').length;
    this.#view.badge =
      open === 0 ? undefined : { value: open, tooltip: vscode.l10n.t('{0} open findings', open) };
    this.#tree.unreviewed = unreviewedIn(state);
    this.#tree.secrets = 'secrets' in state ? state.secrets : nothingMasked;
    this.#showProgress(state.kind === 'running');
    setContext('flashReview.state', contextOf(state));
    // A message would hide the welcome text of an empty tree, which says the same with buttons.
    const empty = visible.length === 0 && this.#tree.unreviewed.length === 0;
    const waiting = state.kind === 'running' && state.retrying !== undefined;
    this.#say(empty && !waiting ? undefined : viewMessage(state, Date.now()));
    clearInterval(this.#countdown);
    if (state.kind === 'running' && state.retrying !== undefined) {
      this.#countdown = setInterval(() => {
        this.#say(viewMessage(this.#controller.state, Date.now()));
      }, 1000);
    }
  }

  /** The API takes undefined, though its types do not say so. */
  #say(message: string | undefined): void {
    Object.assign(this.#view, { message });
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

const nothingUnreviewed: readonly FileCoverage[] = [];
const known = new WeakMap<ReviewState, readonly FileCoverage[]>();

/** The same list for the same state: the tree is drawn anew for another one. */
function unreviewedIn(state: ReviewState): readonly FileCoverage[] {
  const before = known.get(state);
  if (before !== undefined) return before;
  const files: readonly FileCoverage[] =
    'coverage' in state
      ? state.coverage.filter(({ kind }) => kind !== 'reviewed')
      : state.kind === 'no-changes'
        ? state.skipped.map(({ ref, reason }) => ({ ref, kind: 'skipped', reason }))
        : nothingUnreviewed;
  known.set(state, files);
  return files;
}

const nothingMasked: readonly MaskedSecret[] = [];

/** One word per welcome text in package.json. */
function contextOf(state: ReviewState): string {
  return state.kind === 'failed' ? `failed.${state.failure.kind}` : state.kind;
}

export function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
