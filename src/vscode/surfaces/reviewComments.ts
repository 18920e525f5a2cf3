import * as vscode from 'vscode';
import { rangeOf, type Finding } from '../../core/finding.ts';
import { absolutePathOf } from '../../core/findings/findingTable.ts';
import { nextFinding, placeOf } from '../../core/findings/nextFinding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { fenced } from '../../core/report/plainMarkdown.ts';
import { checkFix } from '../../core/verify/fixGate.ts';
import { diffText } from './diffText.ts';
import { pathOf, toEditorRange } from '../documents.ts';
import { claimMarkdown, factsOf } from './findingText.ts';
import { severityLabel } from '../messages.ts';
import { openFile } from '../openFile.ts';

/** As `FindingArgument` in commandsOnFindings.ts knows it again. */
interface FindingComment extends vscode.Comment {
  readonly findingId: string;
}

interface Shown {
  readonly finding: Finding;
  readonly thread: vscode.CommentThread;
}

const refreshDelayMs = 100;

/** The open findings of the files in sight as review comments. A bundle of its own, for those who want it. */
export class ReviewComments implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #controller = vscode.comments.createCommentController('flashReview', 'Flash Review');
  readonly #shown = new Map<string, Map<string, Shown>>();
  readonly #subscriptions: vscode.Disposable;
  #soon: NodeJS.Timeout | undefined;

  constructor(store: FindingStore) {
    this.#store = store;
    const showSoon = (): void => {
      this.#soon ??= setTimeout(() => this.#show(), refreshDelayMs);
    };
    this.#subscriptions = vscode.Disposable.from(
      this.#controller,
      store.onDidChange(showSoon),
      vscode.window.onDidChangeVisibleTextEditors(showSoon),
    );
    this.#show();
  }

  dispose(): void {
    clearTimeout(this.#soon);
    this.#subscriptions.dispose();
  }

  /** Closes a thread, and opens that of the next finding, in whatever file. */
  async go(direction: 'next' | 'previous', thread: unknown): Promise<void> {
    const from = [...this.#shown.values()]
      .flatMap((threads) => [...threads.values()])
      .find((shown) => shown.thread === thread);
    const open = this.#store.all().filter(({ state }) => state === 'open');
    const target = nextFinding(open, from && placeOf(from.finding), direction);
    const document = target && (await openFile(target.file));
    if (target === undefined || document === undefined) return;
    if (from !== undefined) from.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    const { start } = rangeIn(target);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
    // A file that was not in sight has no threads yet.
    this.#show();
    const shown = this.#shown.get(absolutePathOf(target.file))?.get(target.id);
    if (shown !== undefined) shown.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
  }

  #show(): void {
    this.#soon = undefined;
    const documents = new Map<string, vscode.TextDocument>();
    for (const { document } of vscode.window.visibleTextEditors) {
      const path = pathOf(document.uri);
      if (path !== undefined) documents.set(path, document);
    }
    for (const [path, threads] of this.#shown) {
      if (documents.has(path)) continue;
      for (const { thread } of threads.values()) thread.dispose();
      this.#shown.delete(path);
    }
    for (const [path, document] of documents) this.#showFile(path, document);
  }

  #showFile(path: string, document: vscode.TextDocument): void {
    const threads = this.#shown.get(path) ?? new Map<string, Shown>();
    this.#shown.set(path, threads);
    const open = this.#store
      .atPath(path)
      .filter((finding) => finding.state === 'open' && rangeOf(finding) !== undefined);
    const ids = new Set(open.map(({ id }) => id));
    for (const [id, { thread }] of threads) {
      if (ids.has(id)) continue;
      thread.dispose();
      threads.delete(id);
    }
    for (const finding of open) {
      const known = threads.get(finding.id);
      if (known?.finding === finding) continue;
      const thread = known?.thread ?? this.#thread(finding, document);
      this.#fill(thread, finding, document);
      threads.set(finding.id, { finding, thread });
    }
  }

  #thread(finding: Finding, document: vscode.TextDocument): vscode.CommentThread {
    const thread = this.#controller.createCommentThread(document.uri, rangeIn(finding), []);
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    return thread;
  }

  #fill(thread: vscode.CommentThread, finding: Finding, document: vscode.TextDocument): void {
    const text = document.getText();
    const isReady = finding.fix !== undefined && checkFix(finding.fix, text).kind === 'ready';
    const body = claimMarkdown(finding);
    if (isReady) body.appendMarkdown(`\n\n${fenced('diff', diffText(finding.fix, text))}`);
    const comment: FindingComment = {
      body,
      mode: vscode.CommentMode.Preview,
      author: { name: `Flash Review · ${severityLabel(finding.severity)}` },
      findingId: finding.id,
    };
    thread.range = rangeIn(finding);
    // Its title begins the comment itself, which the list of comments shows.
    thread.label = capital(factsOf(finding).join(' · '));
    thread.contextValue = isReady ? 'finding.fixable' : 'finding';
    thread.comments = [comment];
  }
}

function rangeIn(finding: Finding): vscode.Range {
  const range = rangeOf(finding);
  if (range === undefined) throw new Error(`${absolutePathOf(finding.file)}: no line`);
  return toEditorRange(range);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
