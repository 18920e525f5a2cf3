import * as vscode from 'vscode';
import { isOver, type BatchJob } from '../../core/batch/batchJob.ts';
import { stateLabel, stateSentence } from './batchSentences.ts';
import { filesLabel } from '../counts.ts';
import { setContext } from '../setContext.ts';
import { whenLabel } from '../numbers.ts';

/** The batches of the workspace, below the findings; not there while there are none. */
export class BatchesView implements vscode.TreeDataProvider<BatchJob>, vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<BatchJob>;
  #jobs: readonly BatchJob[] = [];

  readonly onDidChangeTreeData = this.#didChange.event;

  constructor() {
    this.#view = vscode.window.createTreeView('flashReview.batches', { treeDataProvider: this });
  }

  show(jobs: readonly BatchJob[]): void {
    this.#jobs = jobs;
    setContext('flashReview.hasBatches', jobs.length > 0);
    this.#didChange.fire();
  }

  getChildren(parent?: BatchJob): BatchJob[] {
    return parent === undefined ? [...this.#jobs] : [];
  }

  getTreeItem(job: BatchJob): vscode.TreeItem {
    const when = whenLabel(job.submittedMs);
    const item = new vscode.TreeItem(when);
    item.id = job.id;
    item.description = `${stateLabel(job.state)} · ${filesLabel(job.files)}`;
    item.tooltip = `${stateSentence(job)}\n${job.model}`;
    item.iconPath = new vscode.ThemeIcon(iconOf(job));
    item.contextValue = isOver(job) ? 'batch.over' : 'batch';
    item.accessibilityInformation = { label: `${when}, ${stateSentence(job)}` };
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#didChange.dispose();
  }
}

function iconOf(job: BatchJob): string {
  if (job.state.kind === 'unreachable') return 'debug-disconnect';
  if (isOver(job)) return 'warning';
  return job.state.kind === 'running' ? 'sync' : 'clock';
}

/** The job of a row; undefined for anything else. */
export function jobIdOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('id' in row)) return undefined;
  return typeof row.id === 'string' ? row.id : undefined;
}
