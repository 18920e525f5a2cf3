import * as vscode from 'vscode';
import { dismissedClaims, dismisses, keyOf, tidy, type Dismissal } from '../../core/findings/dismissal.ts';
import { formatDismissals } from '../../core/findings/formatDismissals.ts';
import type { DismissedClaim } from '../../core/dismissedClaim.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { Finding } from '../../core/finding.ts';
import { readJson, writeText } from '../../node/fileStore.ts';
import type { DismissalsByRoot, PrivateDismissals } from '../../node/privateDismissals.ts';
import { pathOf } from '../documents.ts';

/** Relative to the root of a repository; meant to be committed. */
export const sharedFile = '.flashreview/dismissed.json';

/** Where an earlier version kept what is private. */
const memoryKey = 'dismissals';

/** A file of this size is written in less. */
const halfWrittenMs = 200;

/** Repositories of one window whose files are read. */
const mostShared = 100;

/** What became of a change of a list; the log says more of those that failed. */
export type KeepOutcome = 'kept' | 'unreadable' | 'not-written';

/** One dismissal and where it is kept. */
export interface KeptDismissal {
  readonly root: string;
  readonly shared: boolean;
  readonly dismissal: Dismissal;
}

/**
 * What the user, or the team, does not want to see again: kept on this machine, or in a file of the repository that a
 * team commits. Other windows and other people write both; a review begins with reading them. Every finding is held against it when it comes, and all of them when it changes.
 */
export class Dismissals implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #memory: vscode.Memento;
  readonly #private: PrivateDismissals;
  readonly #log: vscode.LogOutputChannel;
  readonly #watcher: vscode.FileSystemWatcher;
  /** Of each root, the file's content; undefined for one that cannot be read and must not be overwritten. */
  readonly #shared = new Map<string, readonly Dismissal[] | undefined>();

  constructor(
    store: FindingStore,
    own: PrivateDismissals,
    memory: vscode.Memento,
    log: vscode.LogOutputChannel,
  ) {
    this.#store = store;
    this.#private = own;
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

  /** Reads what the user has dismissed, in this window or another. */
  async openPrivate(): Promise<void> {
    await this.#fromMemory();
    const before = entries(this.#private.all);
    await this.#onDisk(async () => this.#private.read());
    this.#reapply(before.map(([root, dismissal]) => ({ root, shared: false, dismissal })));
  }

  /** Reads that, and what teams have committed in the opened folders, as it is now. */
  async openAll(): Promise<void> {
    await this.openPrivate();
    const found = await vscode.workspace.findFiles(`**/${sharedFile}`, undefined, mostShared);
    const roots = [...this.#shared.keys(), ...found.flatMap((uri) => rootOf(uri) ?? [])];
    for (const root of new Set(roots)) await this.#refresh(root);
  }

  /** Those of this window: what is dismissed in other projects of the machine is the business of theirs. */
  list(): readonly KeptDismissal[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri) ?? []);
    const roots = new Set(this.#store.all().map(({ file }) => file.root));
    return this.#all().filter(
      ({ root }) =>
        roots.has(root) ||
        folders.some((folder) => `${folder}/`.startsWith(`${root}/`) || root.startsWith(`${folder}/`)),
    );
  }

  #all(): readonly KeptDismissal[] {
    const kept: KeptDismissal[] = [];
    for (const [root, dismissal] of entries(this.#private.all)) kept.push({ root, shared: false, dismissal });
    for (const [root, list] of this.#shared)
      for (const dismissal of list ?? []) kept.push({ root, shared: true, dismissal });
    return kept;
  }

  /** What a model is told not to report again. */
  claims(): readonly DismissedClaim[] {
    const byRoot = Map.groupBy(this.#all(), ({ root }) => root);
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
    const covering = this.#all().find(
      ({ root, dismissal }) => root === finding.file.root && dismisses(dismissal, finding, today()),
    )?.dismissal;
    if (covering === undefined) return finding;
    if (covering.target.kind === 'finding') return { ...finding, state: 'dismissed' };
    const detail = covering.note ?? covering.target.within;
    return { ...finding, state: 'filtered', filtered: { kind: 'dismissed-kind', detail } };
  }

  /** Not kept when the team's file cannot be read, which is not overwritten then, or written. */
  async add(root: string, dismissal: Dismissal, shared: boolean): Promise<KeepOutcome> {
    const outcome = await this.#change(root, shared, (known) => tidy([...known, dismissal]));
    this.#reapply([]);
    return outcome;
  }

  /** Takes a dismissal back; what it hid is open again unless another hides it. */
  async remove(kept: KeptDismissal): Promise<KeepOutcome> {
    const { root, shared, dismissal } = kept;
    const key = keyOf(dismissal);
    const outcome = await this.#change(root, shared, (known) => known.filter((one) => keyOf(one) !== key));
    if (outcome === 'kept') this.#reapply([kept]);
    return outcome;
  }

  dispose(): void {
    this.#watcher.dispose();
  }

  /** Brings what an earlier version has kept with the workspace to where all windows see it. */
  async #fromMemory(): Promise<void> {
    const former = this.#memory.get<Record<string, unknown>>(memoryKey);
    if (former === undefined) return;
    for (const [root, value] of Object.entries(former)) {
      const list = (await parseDismissals(value)) ?? [];
      const isKept = await this.#onDisk(async () =>
        this.#private.change(root, (known) => tidy([...list, ...known])),
      );
      if (!isKept) return;
    }
    await this.#memory.update(memoryKey, undefined);
  }

  /** False when the disk refuses: what is dismissed then counts in this window until it closes. */
  async #onDisk(work: () => Promise<{ readonly asidePath?: string }>): Promise<boolean> {
    try {
      const { asidePath } = await work();
      if (asidePath !== undefined)
        this.#log.warn(`the dismissals could not be read; the file is set aside as ${asidePath}`);
      return true;
    } catch (error) {
      this.#log.error(`the dismissals: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  async #change(
    root: string,
    shared: boolean,
    list: (known: readonly Dismissal[]) => readonly Dismissal[],
  ): Promise<KeepOutcome> {
    if (!shared) {
      await this.#onDisk(async () => this.#private.change(root, list));
      return 'kept';
    }
    // A pull may have brought another list that no event has told of yet.
    await this.#refresh(root);
    const known = this.#shared.get(root);
    if (known === undefined) return 'unreadable';
    const wanted = list(known);
    try {
      await writeText(`${root}/${sharedFile}`, formatDismissals(wanted));
    } catch (error) {
      this.#log.error(`${root}/${sharedFile}: ${error instanceof Error ? error.message : String(error)}`);
      return 'not-written';
    }
    this.#shared.set(root, wanted);
    return 'kept';
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

function entries(kept: DismissalsByRoot): readonly (readonly [string, Dismissal])[] {
  return [...kept].flatMap(([root, list]) => list.map((dismissal) => [root, dismissal] as const));
}

function rootOf(uri: vscode.Uri): string | undefined {
  return pathOf(uri)?.slice(0, -sharedFile.length - 1);
}

async function parseDismissals(value: unknown): Promise<readonly Dismissal[] | undefined> {
  return (await import('../../node/keptFormats.ts')).parseDismissals(value);
}

/** The local day, as dismissals name it. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
