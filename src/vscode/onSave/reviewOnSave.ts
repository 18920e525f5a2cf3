import * as vscode from 'vscode';
import { pauseAfter, type Pause } from '../../core/onSave/pauseAfter.ts';
import type { ReviewedTexts } from '../../core/onSave/reviewedTexts.ts';
import { SaveQueue, type SaveKind } from '../../core/onSave/saveQueue.ts';
import { affects, readSetting } from '../configuration.ts';
import type { Credentials } from '../model/credentials.ts';
import { pathAfter, pathOf, renamesOf, type Rename } from '../documents.ts';
import type { EditTracker } from '../findings/editTracker.ts';
import { failureDetail } from '../messages.ts';
import type { SavedText, SaveOutcome, SavePorts } from './saveAttempt.ts';
import type { SaveReview } from './saveReview.ts';

export type OnSaveState =
  | { readonly kind: 'off' }
  | { readonly kind: 'on' }
  | { readonly kind: 'reviewing'; readonly path: string }
  | { readonly kind: 'paused'; readonly pause: Pause };

export interface OnSavePorts extends SavePorts {
  readonly edits: EditTracker;
  readonly credentials: Credentials;
  readonly texts: ReviewedTexts;
  /** Of the extension. */
  readonly version: string;
}

interface Running {
  readonly saved: SavedText;
  readonly abort: AbortController;
}

/**
 * Reviews what changed when a file is saved: one file after the other, behind what the user starts by hand, without a
 * word but in the status bar and the log. The save itself never waits.
 */
export class ReviewOnSave implements vscode.Disposable {
  readonly #ports: OnSavePorts;
  readonly #queue = new SaveQueue();
  readonly #waiting = new Map<string, SavedText>();
  readonly #kinds = new Map<string, SaveKind>();
  readonly #didChangeState = new vscode.EventEmitter<OnSaveState>();
  readonly #subscriptions: vscode.Disposable;
  #review: Promise<SaveReview> | undefined;
  #running: Running | undefined;
  #pause: Pause | undefined;
  #timer: NodeJS.Timeout | undefined;
  #state: OnSaveState = { kind: 'off' };
  #isDisposed = false;

  readonly onDidChangeState = this.#didChangeState.event;

  constructor(ports: OnSavePorts) {
    this.#ports = ports;
    const { controller, credentials, stores } = ports;
    this.#subscriptions = vscode.Disposable.from(
      this.#didChangeState,
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        const kind = reason === vscode.TextDocumentSaveReason.Manual ? 'manual' : 'auto';
        if (isOn()) this.#kinds.set(document.uri.toString(), kind);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const rename of renamesOf(files)) this.#renamed(rename);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'reviewOnSave') && !isOn()) this.#forget();
        if (event.affectsConfiguration('flashReview')) this.#resume();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#step()),
      credentials.onDidChange(() => this.#resume()),
      controller.onDidChangeState(({ kind }) => {
        // What the user asks for comes first; what it leaves is looked at again behind it.
        if (kind === 'running') this.#running?.abort.abort();
        else if (kind === 'completed') this.#resume();
        else this.#step();
      }),
      stores.store.onDidChange(() => {
        if (stores.store.paths().length === 0) this.#forgetReviewed();
      }),
    );
    this.#step();
  }

  get state(): OnSaveState {
    return this.#state;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscriptions.dispose();
    this.#forget();
  }

  #saved(document: vscode.TextDocument): void {
    const { uri } = document;
    const kind = this.#kinds.get(uri.toString()) ?? 'manual';
    this.#kinds.delete(uri.toString());
    const path = pathOf(uri);
    if (!isOn() || path === undefined || vscode.workspace.getWorkspaceFolder(uri) === undefined) return;
    this.#drop(path);
    const text = document.getText();
    const running = this.#running?.saved.path === path ? this.#running : undefined;
    if (running?.saved.text === text && !running.abort.signal.aborted) return;
    // What the editor saves by itself comes too often to end a review that is half paid for.
    if (kind === 'manual') running?.abort.abort();
    this.#wait({ uri, path, text, edits: this.#ports.edits.record() }, kind);
    this.#step();
  }

  #renamed(rename: Rename): void {
    const waiting = [...this.#waiting];
    for (const [from, saved] of waiting) {
      const path = pathAfter(from, rename);
      if (path === from) continue;
      this.#waiting.delete(from);
      this.#queue.remove(from);
      this.#wait({ ...saved, path, uri: vscode.Uri.file(path) }, 'manual');
    }
    this.#step();
  }

  #wait(saved: SavedText, kind: SaveKind): void {
    this.#waiting.set(saved.path, saved);
    this.#queue.saved(saved.path, kind, Date.now());
  }

  #drop(path: string): void {
    this.#waiting.get(path)?.edits[Symbol.dispose]();
    this.#waiting.delete(path);
    this.#queue.remove(path);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#running?.abort.abort();
    for (const path of this.#waiting.keys()) this.#drop(path);
    this.#kinds.clear();
    this.#forgetReviewed();
  }

  /** Loaded at the first save that is to be reviewed. */
  async #loadReview(): Promise<SaveReview> {
    const ports = this.#ports;
    this.#review ??= import('./saveReview.ts').then(
      ({ SaveReview: Loaded }) => new Loaded(ports, ports.texts, ports.version),
    );
    return this.#review;
  }

  #forgetReviewed(): void {
    this.#ports.texts.clear();
    void this.#review?.then((review) => review.forget());
  }

  #resume(): void {
    this.#pause = undefined;
    this.#step();
  }

  /** Begins what is due, or sees to it that somebody looks again when it is. */
  #step(): void {
    clearTimeout(this.#timer);
    if (this.#isDisposed) return;
    const now = Date.now();
    if (this.#pause?.untilMs !== undefined && this.#pause.untilMs <= now) this.#pause = undefined;
    if (this.#running === undefined && this.#ports.controller.state.kind !== 'running') {
      const turn = this.#queue.next(now);
      const atMs =
        this.#pause === undefined ? (turn?.kind === 'later' ? turn.atMs : undefined) : this.#pause.untilMs;
      if (atMs !== undefined) this.#timer = setTimeout(() => this.#step(), atMs - now);
      const saved = turn?.kind === 'ready' ? this.#waiting.get(turn.path) : undefined;
      if (this.#pause === undefined && saved !== undefined) void this.#run(saved);
    }
    this.#show();
  }

  async #run(saved: SavedText): Promise<void> {
    const { path } = saved;
    const abort = new AbortController();
    this.#running = { saved, abort };
    this.#queue.remove(path);
    this.#waiting.delete(path);
    try {
      const review = await this.#loadReview();
      const outcome = await review.run(saved, abort.signal);
      if (outcome.wasSent) this.#queue.sent(path, Date.now());
      this.#settle(saved, outcome, abort.signal);
    } catch (bug) {
      this.#ports.stores.log.error(bug instanceof Error ? bug : String(bug));
    } finally {
      if (this.#waiting.get(path) !== saved) saved.edits[Symbol.dispose]();
      this.#running = undefined;
      this.#step();
    }
  }

  /** What did not come to its end is tried again, unless the file was saved again meanwhile. */
  #settle(saved: SavedText, { failure }: SaveOutcome, { aborted }: AbortSignal): void {
    if (failure !== undefined && !aborted) {
      this.#ports.stores.log.warn(`review on save: ${failure.kind} ${failureDetail(failure)}`.trimEnd());
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      // Who wants to be asked every time cannot be asked at a save.
      this.#pause =
        failure.kind === 'declined' && readSetting('confirmAboveCost') === 0
          ? { word: 'cost', failure, untilMs: undefined }
          : pauseAfter(failure, Date.now(), timeZone);
    }
    if (this.#isDisposed || !isOn() || this.#waiting.has(saved.path)) return;
    if (!aborted && this.#pause === undefined) return;
    this.#wait(saved, 'manual');
  }

  #show(): void {
    const state = this.#stateNow();
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#didChangeState.fire(state);
  }

  #stateNow(): OnSaveState {
    if (!isOn()) return { kind: 'off' };
    if (this.#pause !== undefined) return { kind: 'paused', pause: this.#pause };
    return this.#running === undefined
      ? { kind: 'on' }
      : { kind: 'reviewing', path: this.#running.saved.path };
  }
}

/** A workspace that is not trusted reviews nothing. */
function isOn(): boolean {
  return vscode.workspace.isTrusted && readSetting('reviewOnSave') !== 'off';
}
