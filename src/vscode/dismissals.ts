import * as vscode from 'vscode';
import { dismissedClaims, dismisses, keyOf, tidy, type Dismissal } from '../core/findings/dismissal.ts';
import { formatDismissals, parseDismissals } from '../core/findings/dismissalFile.ts';
import type { DismissedClaim } from '../core/dismissedClaim.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import type { Finding } from '../core/finding.ts';
import { readJson, writeText } from '../node/fileStore.ts';
import { pathOf } from './documents.ts';

/** Relative to the root of a repository; meant to be committed. */
export const sharedFile = '.flashreview/dismissed.json';

const memoryKey = 'dismissals';

/** A file of this size is written in less. */
const halfWrittenMs = 200;

/** Repositories of one window whose files are read. */
const mostShared = 100;

/** One dismissal and where it is kept. */
export interface KeptDismissal {
  readonly root: string;
  readonly shared: boolean;
  readonly dismissal: Dismissal;
}

/**
 * What the user, or the team, does not want to see again: kept with the workspace, or in a file of the repository
 * that a team commits. Every finding is held against it when it comes, and all of them when it changes.
 */
export class Dismissals implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #memory: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;
  readonly #watcher: vscode.FileSystemWatcher;
  /** Of each root, the file's content; undefined for one that cannot be read and must not be overwritten. */
  readonly #shared = new Map<string, readonly Dismissal[] | undefined>();

  constructor(store: FindingStore, memory: vscode.Memento, log: vscode.LogOutputChannel) {
    this.#store = store;
    this.#memory = memory;
    this.#log = log;
    this.#watcher = vscode.workspace.createFileSystemWatcher(`**/${sharedFile}`);
    const reload = async (uri: vscode.Uri): Promise<void> => {
      const root = rootOf(uri);
      if (root !== undefined) await this.#refresh(root);
    };
    this.#watcher.onDidChange(reload);
    this.#watcher.onDidCreate(reload);
    this.#watcher.onDidDelete(reload);
  }

  /** Reads what teams have committed in the opened folders, as it is now. */
  async openAll(): Promise<void> {
    const found = await vscode.workspace.findFiles(`**/${sharedFile}`, undefined, mostShared);
    const roots = [...this.#shared.keys(), ...found.flatMap((uri) => rootOf(uri) ?? [])];
    for (const root of new Set(roots)) await this.#refresh(root);
  }

  list(): readonly KeptDismissal[] {
    const kept: KeptDismissal[] = [];
    for (const [root, list] of Object.entries(this.#private()))
      for (const dismissal of list) kept.push({ root, shared: false, dismissal });
    for (const [root, list] of this.#shared)
      for (const dismissal of list ?? []) kept.push({ root, shared: true, dismissal });
    return kept;
  }

  /** What a model is told not to report again. */
  claims(): readonly DismissedClaim[] {
    const byRoot = Map.groupBy(this.list(), ({ root }) => root);
    return [...byRoot].flatMap(([root, kept]) =>
      dismissedClaims(
        kept.map(({ dismissal }) => dismissal),
        root,
        today(),
      ),
    );
  }

  /** The finding as it is to be shown: dismissed, held back with its whole kind, or as it came. */
  judge(finding: Finding): Finding {
    const covering = this.list().find(
      ({ root, dismissal }) => root === finding.file.root && dismisses(dismissal, finding, today()),
    )?.dismissal;
    if (covering === undefined) return finding;
    if (covering.target.kind === 'finding') return { ...finding, state: 'dismissed' };
    const detail = covering.note ?? covering.target.within;
    return { ...finding, state: 'filtered', filtered: { kind: 'dismissed-kind', detail } };
  }

  /** False when the team's file cannot be read: it is not overwritten then. */
  async add(root: string, dismissal: Dismissal, shared: boolean): Promise<boolean> {
    if (shared) {
      // A pull may have brought another list that no event has told of yet.
      await this.#refresh(root);
      const known = this.#shared.get(root);
      if (known === undefined && this.#shared.has(root)) return false;
      await this.#writeShared(root, tidy([...(known ?? []), dismissal]));
    } else {
      await this.#writePrivate(root, tidy([...(this.#private()[root] ?? []), dismissal]));
    }
    this.#reapply([]);
    return true;
  }

  /** Takes a dismissal back; what it hid is open again unless another hides it. */
  async remove(kept: KeptDismissal): Promise<void> {
    const { root, shared, dismissal } = kept;
    const others = (list: readonly Dismissal[]) => list.filter((one) => keyOf(one) !== keyOf(dismissal));
    if (shared) await this.#writeShared(root, others(this.#shared.get(root) ?? []));
    else await this.#writePrivate(root, others(this.#private()[root] ?? []));
    this.#reapply([kept]);
  }

  dispose(): void {
    this.#watcher.dispose();
  }

  #private(): Readonly<Record<string, readonly Dismissal[]>> {
    const kept = this.#memory.get<Record<string, unknown>>(memoryKey, {});
    return Object.fromEntries(
      Object.entries(kept).map(([root, value]) => [root, parseDismissals(value) ?? []]),
    );
  }

  async #writePrivate(root: string, list: readonly Dismissal[]): Promise<void> {
    const kept = this.#memory.get<Record<string, unknown>>(memoryKey, {});
    await this.#memory.update(memoryKey, { ...kept, [root]: JSON.parse(formatDismissals(list)) as unknown });
  }

  async #writeShared(root: string, list: readonly Dismissal[]): Promise<void> {
    this.#shared.set(root, list);
    await writeText(`${root}/${sharedFile}`, formatDismissals(list));
  }

  /** Reads a root's file again and takes back what it no longer says. */
  async #refresh(root: string): Promise<void> {
    const before = this.#shared.get(root) ?? [];
    await this.#read(root);
    // What a damaged file used to say counts on until it can be read again.
    if (this.#shared.get(root) === undefined) return;
    this.#reapply(before.map((dismissal) => ({ root, shared: true, dismissal })));
  }

  async #read(root: string): Promise<void> {
    const path = `${root}/${sharedFile}`;
    try {
      let loaded = await readJson(path, parseDismissals);
      if (loaded.kind === 'unreadable') {
        // Another program may be in the middle of writing it.
        await new Promise((resolve) => setTimeout(resolve, halfWrittenMs));
        loaded = await readJson(path, parseDismissals);
      }
      if (loaded.kind === 'value') this.#shared.set(root, loaded.value);
      else if (loaded.kind === 'missing') this.#shared.set(root, []);
      else {
        this.#shared.set(root, undefined);
        this.#log.warn(
          `${path} cannot be read as dismissals; it is left as it is and nothing is added to it`,
        );
      }
    } catch (error) {
      this.#shared.set(root, undefined);
      this.#log.error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Holds every finding against the lists; `gone` are those that no longer count. */
  #reapply(gone: readonly KeptDismissal[]): void {
    this.#store.batch(() => {
      for (const finding of this.#store.all()) {
        const wasHidden = gone.some(
          ({ root, dismissal }) => root === finding.file.root && dismisses(dismissal, finding, today()),
        );
        const hidden = finding.state === 'dismissed' || finding.filtered?.kind === 'dismissed-kind';
        const { filtered: _, ...bare } = finding;
        const plain: Finding = wasHidden && hidden ? { ...bare, state: 'open' } : finding;
        if (plain.state !== 'open' && plain.state !== 'changed') continue;
        const now = this.judge(plain);
        if (now !== finding) this.#store.replace(now);
      }
    });
  }
}

function rootOf(uri: vscode.Uri): string | undefined {
  return pathOf(uri)?.slice(0, -sharedFile.length - 1);
}

/** The local day, as dismissals name it. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
