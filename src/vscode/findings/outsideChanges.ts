import * as vscode from 'vscode';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { FollowMode } from '../../core/findings/followFindings.ts';
import type { TextArchive } from '../../node/textArchive.ts';
import { findRenamedFile } from '../../node/renamedFile.ts';
import type { FindElsewhere } from '../../node/renameSearch.ts';
import { absolutePath, pathOf, renamesOf } from '../documents.ts';
import { FileFollower, isThere, openDocument } from './fileFollower.ts';
import { searchRenamesWhileAway } from './renamesWhileAway.ts';

/** Quiet time before files are looked at, in ms: a branch switch tells of hundreds, typing of one again and again. */
const quietMs = 100;

/** A file that is gone and one that came up within this time, in ms, may be the same under another name. */
const renameMs = 10_000;

/** Created files remembered for that: an installation of packages creates many more. */
const mostCreated = 5_000;

/**
 * Follows findings through what no edit event tells: branch switches, pulls, stashes, renames, other programs,
 * and what happened while the window was closed; and through edits that took findings off their code.
 */
export class OutsideChanges implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #follower: FileFollower;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable;
  readonly #waiting = new Map<string, FollowMode>();
  /** Files with findings that are not there, and since when. */
  readonly #missing = new Map<string, number>();
  #created: { readonly path: string; readonly atMs: number }[] = [];
  /** For the first look after the start: when the findings were kept last. */
  #keptMs: number | undefined;
  readonly #disposed = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(store: FindingStore, texts: TextArchive, log: vscode.LogOutputChannel) {
    this.#store = store;
    this.#follower = new FileFollower(store, texts);
    this.#log = log;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    this.#subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidChange((uri) => this.#changedOnDisk(uri)),
      watcher.onDidCreate((uri) => {
        this.#remember(uri);
        this.#changedOnDisk(uri);
      }),
      watcher.onDidDelete((uri) => this.#changedOnDisk(uri)),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { from, to } of renamesOf(files)) store.rename(from, to);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.#check(pathOf(document.uri))),
      vscode.workspace.onDidCloseTextDocument((document) => this.#closed(document)),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#checkAll();
      }),
      store.onDidChange(({ files, placesOnly }) => {
        if (!placesOnly) for (const file of files) this.#enqueue(absolutePath(file), 'what-edits-lost');
      }),
    );
  }

  /** Looks at every file with findings; for the start, after they were restored as they were kept at `keptMs`. */
  followAll(keptMs: number | undefined): void {
    this.#keptMs = keptMs;
    for (const path of this.#store.paths()) this.#enqueue(path, 'everything');
  }

  /** A document was edited, and its findings moved along. */
  edited(path: string): void {
    this.#enqueue(path, 'what-edits-lost');
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposed.abort();
    this.#waiting.clear();
    this.#subscriptions.dispose();
  }

  #changedOnDisk(uri: vscode.Uri): void {
    const path = pathOf(uri);
    if (path === undefined) return;
    // The path may be a folder that went away with all it held.
    const known = this.#store.atPath(path).length > 0;
    const paths = known ? [path] : this.#store.paths().filter((one) => one.startsWith(`${path}/`));
    // What changes in an open document comes as an edit as well.
    for (const one of paths)
      this.#enqueue(one, openDocument(one) === undefined ? 'everything' : 'what-edits-lost');
  }

  #remember(uri: vscode.Uri): void {
    const path = pathOf(uri);
    if (path === undefined || path.includes('/.git/')) return;
    const now = Date.now();
    this.#created.push({ path, atMs: now });
    if (this.#created.length > mostCreated) this.#created = this.#created.slice(mostCreated / 2);
    for (const [missing, sinceMs] of this.#missing) {
      if (now - sinceMs < renameMs) this.#enqueue(missing, 'everything');
      else this.#missing.delete(missing);
    }
  }

  /** What was typed and not saved is gone with the editor. */
  #closed(document: vscode.TextDocument): void {
    const path = pathOf(document.uri);
    if (path === undefined || this.#store.atPath(path).length === 0) return;
    if (document.isDirty) this.#enqueue(path, 'everything');
    else this.#check(path);
  }

  /** A file outside the workspace folders is not watched; the editor itself sees to those that are open. */
  #checkAll(): void {
    for (const path of this.#store.paths()) if (openDocument(path) === undefined) this.#check(path);
  }

  #check(path: string | undefined): void {
    if (path === undefined || this.#store.atPath(path).length === 0) return;
    this.#work = this.#run(async () => {
      if (await this.#follower.isOtherThanSeen(path)) this.#enqueue(path, 'everything');
    });
  }

  #enqueue(path: string, mode: FollowMode): void {
    if (this.#store.atPath(path).length === 0) return;
    if (this.#waiting.get(path) !== 'everything') this.#waiting.set(path, mode);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#work = this.#run(async () => this.#followWaiting());
    }, quietMs);
  }

  async #followWaiting(): Promise<void> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    const now = Date.now();
    const created = this.#created.filter(({ atMs }) => now - atMs < renameMs).map(({ path }) => path);
    const amongCreated: FindElsewhere = async (file, text) =>
      findRenamedFile(absolutePath(file), text, created);
    const keptMs = this.#keptMs;
    this.#keptMs = undefined;
    const lost: string[] = [];
    for (const [path, mode] of waiting) {
      if (keptMs !== undefined && !(await isThere(path))) lost.push(path);
      else await this.#follow(path, mode, amongCreated);
    }
    if (keptMs === undefined || lost.length === 0) return;
    const whileAway = await searchRenamesWhileAway(this.#store, keptMs, this.#disposed.signal, this.#log);
    for (const path of lost) await this.#follow(path, 'everything', whileAway);
  }

  async #follow(path: string, mode: FollowMode, findElsewhere: FindElsewhere): Promise<void> {
    if (await this.#follower.follow(path, mode, findElsewhere)) this.#missing.delete(path);
    else if (!this.#missing.has(path)) this.#missing.set(path, Date.now());
  }

  /** One after another; a bug in one is logged and does not end the rest. */
  async #run(job: () => Promise<void>): Promise<void> {
    const before = this.#work;
    await before;
    try {
      await job();
    } catch (bug) {
      this.#log.error(bug instanceof Error ? bug : String(bug));
    }
  }
}
