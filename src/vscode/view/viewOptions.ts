import * as vscode from 'vscode';
import {
  isFiltering,
  noFilter,
  readFilter,
  type FilterPlace,
  type FindingFilter,
} from '../../core/findings/findingFilter.ts';
import { groupings, type Grouping } from '../../core/findings/groupFindings.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { pathOf } from '../documents.ts';
import { setContext } from '../setContext.ts';

const filterKey = 'findings.filter';
const groupingKey = 'findings.groupBy';

/** How the view groups and which findings it lists: remembered for this workspace, with one event for all of it. */
export class ViewOptions implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #memory: vscode.Memento;
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #filter: FindingFilter;
  #grouping: Grouping;
  #path: string | undefined;

  readonly onDidChange = this.#didChange.event;

  constructor(store: FindingStore, memory: vscode.Memento) {
    this.#store = store;
    this.#memory = memory;
    this.#filter = readFilter(memory.get<unknown>(filterKey));
    const kept = memory.get<unknown>(groupingKey);
    this.#grouping = groupings.find((grouping) => grouping === kept) ?? 'file';
    this.#lookAt(vscode.window.activeTextEditor);
    this.#subscription = vscode.Disposable.from(
      this.#didChange,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (this.#lookAt(editor) && this.#filter.thisFile) this.#didChange.fire();
      }),
    );
    this.#tell();
  }

  get filter(): FindingFilter {
    return this.#filter;
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  /** What "this file" and "this review" are now. */
  get place(): FilterPlace {
    return { path: this.#path, reviewId: this.#store.latestReview() };
  }

  async groupBy(grouping: Grouping): Promise<void> {
    this.#grouping = grouping;
    this.#tell();
    await this.#memory.update(groupingKey, grouping);
  }

  async narrow(change: Partial<FindingFilter>): Promise<void> {
    this.#filter = { ...this.#filter, ...change };
    this.#tell();
    await this.#memory.update(filterKey, this.#filter);
  }

  async clearFilter(): Promise<void> {
    await this.narrow(noFilter);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** The output panel and the like are editors too, but no files: the file looked at before stays. */
  #lookAt(editor: vscode.TextEditor | undefined): boolean {
    const path = editor === undefined ? undefined : pathOf(editor.document.uri);
    if (path === undefined || path === this.#path) return false;
    this.#path = path;
    return true;
  }

  #tell(): void {
    setContext('flashReview.groupBy', this.#grouping);
    setContext('flashReview.isFiltered', isFiltering(this.#filter));
    this.#didChange.fire();
  }
}
