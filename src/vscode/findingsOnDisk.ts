import * as vscode from 'vscode';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { parseStoredFindings } from '../core/findings/storedFindings.ts';
import { loadJson, writeText } from '../node/fileStore.ts';

/** Quiet time before a change is written, in ms: a streaming review changes the store many times a second. */
const writeDelayMs = 300;

/** Keeps the findings of this workspace over a reload, in the storage folder that the editor gives us. */
export class FindingsOnDisk implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #file: string | undefined;
  readonly #log: vscode.LogOutputChannel;
  #subscription: { dispose(): void } | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Settles when the last write has; writes go one after another, so that the newest is the one that stays. */
  #written: Promise<void> = Promise.resolve();

  /** `folder` is undefined in a window without a workspace: there is nothing to keep then. */
  constructor(store: FindingStore, folder: vscode.Uri | undefined, log: vscode.LogOutputChannel) {
    this.#store = store;
    this.#file = folder === undefined ? undefined : vscode.Uri.joinPath(folder, 'findings.json').fsPath;
    this.#log = log;
  }

  /** Fills the store with what was kept; a damaged file is set aside and named in the log. */
  async restore(): Promise<void> {
    if (this.#file === undefined) return;
    await this.#load(this.#file);
    this.#subscription = this.#store.onDidChange(() => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#queueWrite();
      }, writeDelayMs);
    });
  }

  async #load(file: string): Promise<void> {
    try {
      const loaded = await loadJson(file, parseStoredFindings);
      if (loaded.kind === 'value') this.#store.load(loaded.value);
      if (loaded.kind === 'damaged') {
        this.#log.warn(`the kept findings could not be read; the file is set aside as ${loaded.asidePath}`);
      }
    } catch (error) {
      // The disk refuses: reviewing works all the same.
      this.#log.error(`the kept findings could not be read: ${messageOf(error)}`);
    }
  }

  /** Writes what is pending; awaited by `deactivate`. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#queueWrite();
    }
    await this.#written;
  }

  #queueWrite(): void {
    this.#written = this.#written.then(() => this.#write());
  }

  dispose(): void {
    this.#subscription?.dispose();
    clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    if (this.#file === undefined) return;
    try {
      await writeText(this.#file, JSON.stringify(this.#store.snapshot()));
    } catch (error) {
      this.#log.error(`the findings could not be kept: ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
