import * as vscode from 'vscode';
import { absolutePathOf } from '../../core/findings/findingTable.ts';
import type { FindingStore, StoreChange } from '../../core/findings/findingStore.ts';
import { isFiltering } from '../../core/findings/findingFilter.ts';
import { FindingsTree, type TreeNode } from './findingsTree.ts';
import { filterLabel } from './filterLabel.ts';
import { ledgerOf } from './ledger.ts';
import { ledgerGroups, type Ledger } from './ledgerItems.ts';
import { findingsLabel } from '../counts.ts';
import { numberLabel } from '../numbers.ts';
import type { ReviewController } from '../review/reviewController.ts';
import type { ReviewState } from '../review/reviewState.ts';
import { setContext } from '../setContext.ts';
import { viewMessage } from './viewMessage.ts';
import type { ViewOptions } from './viewOptions.ts';

const findingsViewId = 'flashReview.findings';

/** The editor asks for every visible row anew each time, which is too much to do on each keystroke or finding. */
const refreshDelayMs = 50;

/** With many findings one refresh is dear: from one to the next so long for each of them, while they change. */
const refreshDelayOfOneMs = 0.1;
const longestRefreshDelayMs = 500;

/** The Flash Review view: tree, badge, message line, progress, and the context keys its welcome texts wait for. */
export class FindingsView implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #controller: ReviewController;
  readonly #options: ViewOptions;
  readonly #tree: FindingsTree;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: vscode.Disposable;
  #endProgress: (() => void) | undefined;
  #countdown: NodeJS.Timeout | undefined;
  #refresh: NodeJS.Timeout | undefined;
  #shownMs = -Infinity;
  /** Files to be shown anew; undefined for all. */
  #moved: Set<string> | undefined = new Set();
  readonly #told = new Map<string, string | boolean>();

  constructor(store: FindingStore, controller: ReviewController, options: ViewOptions) {
    this.#store = store;
    this.#controller = controller;
    this.#options = options;
    this.#tree = new FindingsTree(store, options);
    this.#view = vscode.window.createTreeView(findingsViewId, {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#tree,
      this.#view,
      controller.onDidChangeState((state) => this.#reviewing(state)),
      store.onDidChange((change) => this.#changed(change)),
      options.onDidChange(() => this.#showAll()),
    );
    this.#reviewing(controller.state);
  }

  /** Brings the view up without taking the keyboard from the editor. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${findingsViewId}.focus`, { preserveFocus: true });
  }

  /** The row the keyboard is on. */
  get selected(): TreeNode | undefined {
    return this.#view.selection[0];
  }

  dispose(): void {
    clearInterval(this.#countdown);
    clearTimeout(this.#refresh);
    this.#endProgress?.();
    this.#subscriptions.dispose();
  }

  #changed({ files, placesOnly }: StoreChange): void {
    if (!placesOnly) this.#moved = undefined;
    for (const file of files) this.#moved?.add(absolutePathOf(file));
    this.#showSoon();
  }

  #showSoon(): void {
    const dearMs = Math.min(longestRefreshDelayMs, this.#tree.counts.all * refreshDelayOfOneMs);
    const delayMs = Math.max(refreshDelayMs, this.#shownMs + dearMs - performance.now());
    this.#refresh ??= setTimeout(() => this.#show(), delayMs);
  }

  #showAll(): void {
    this.#moved = undefined;
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.#shownMs = performance.now();
    const ledger = this.#ledger();
    if (this.#moved === undefined) this.#tree.refresh(ledger);
    else this.#tree.refreshPlaces(this.#moved);
    this.#moved = new Set();
    const open = this.#store.all().filter(({ state }) => state === 'open').length;
    this.#view.badge =
      open === 0 ? undefined : { value: open, tooltip: vscode.l10n.t('Open: {0}', findingsLabel(open)) };
    this.#describe();
    this.#say();
    this.#setState();
  }

  #ledger(): Ledger {
    return ledgerOf(this.#controller.state, this.#store.all());
  }

  /** What of the findings is listed, when not all are. */
  #listed(): string | undefined {
    const { filter } = this.#options;
    if (!isFiltering(filter)) return undefined;
    const { listed, all } = this.#tree.counts;
    return vscode.l10n.t(
      'Listed: {0} of {1} ({2}).',
      numberLabel(listed),
      numberLabel(all),
      filterLabel(filter),
    );
  }

  /** The API takes undefined, though its types do not say so. */
  #describe(): void {
    const { filter } = this.#options;
    Object.assign(this.#view, { description: isFiltering(filter) ? filterLabel(filter) : undefined });
  }

  #reviewing(state: ReviewState): void {
    this.#showProgress(state.kind === 'running');
    this.#setState();
    if (state.kind !== 'running') this.#moved = undefined;
    this.#showSoon();
    clearInterval(this.#countdown);
    if (state.kind !== 'running' || state.retrying === undefined) return;
    this.#say();
    this.#countdown = setInterval(() => this.#say(), 1000);
  }

  /** A message would hide the welcome text of an empty tree, which says the same with buttons. */
  #say(): void {
    const { state } = this.#controller;
    const isEmpty = this.#tree.isEmpty && ledgerGroups(this.#ledger()).length === 0;
    const isTelling =
      state.kind === 'running' && (state.retrying !== undefined || state.thought !== undefined);
    const lines = [this.#listed(), viewMessage(state, Date.now())].filter((line) => line !== undefined);
    Object.assign(this.#view, { message: isEmpty && !isTelling ? undefined : lines.join(' ') });
  }

  /** One word per welcome text in package.json. */
  #setState(): void {
    const { state } = this.#controller;
    const { listed, all } = this.#tree.counts;
    const hidesAll = listed === 0 && all > 0 && state.kind !== 'running';
    const failed = state.kind === 'failed' ? `failed.${state.failure.kind}` : state.kind;
    const word = hidesAll ? 'filtered' : failed;
    this.#tell('flashReview.state', word);
    this.#tell('flashReview.hasFindings', all > 0);
  }

  #tell(key: string, value: string | boolean): void {
    if (this.#told.get(key) !== value) setContext(key, value);
    this.#told.set(key, value);
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
