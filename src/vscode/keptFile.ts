import type * as vscode from 'vscode';
import { loadJson, writeText } from '../node/fileStore.ts';

/** A JSON file of ours, written a while after what it holds has changed, one write after another. */
export class KeptFile<T> implements vscode.Disposable {
  readonly #path: string;
  readonly #name: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #content: () => Promise<string>;
  #due: { readonly timer: NodeJS.Timeout; readonly atMs: number } | undefined;
  /** Settles when the last write has; the newest is the one that stays. */
  #written: Promise<void> = Promise.resolve();

  /** `name` is what the log calls it; `content` is asked for when it is written. */
  constructor(path: string, name: string, log: vscode.LogOutputChannel, content: () => Promise<string>) {
    this.#path = path;
    this.#name = name;
    this.#log = log;
    this.#content = content;
  }

  /** What was kept; undefined when there is nothing, or nothing that can be read: the log says why. */
  async load(parse: (value: unknown) => T | undefined): Promise<T | undefined> {
    try {
      const loaded = await loadJson(this.#path, parse);
      if (loaded.kind === 'value') return loaded.value;
      if (loaded.kind === 'damaged')
        this.#log.warn(`${this.#name} could not be read; the file is set aside as ${loaded.asidePath}`);
    } catch (error) {
      // The disk refuses: reviewing works all the same.
      this.#log.error(`${this.#name} could not be read: ${messageOf(error)}`);
    }
    return undefined;
  }

  /** Writes within `delayMs`. */
  schedule(delayMs: number): void {
    const atMs = Date.now() + delayMs;
    if (this.#due !== undefined && this.#due.atMs <= atMs) return;
    clearTimeout(this.#due?.timer);
    const timer = setTimeout(() => {
      this.#due = undefined;
      this.#queueWrite();
    }, delayMs);
    this.#due = { timer, atMs };
  }

  /** Writes what is due. */
  async flush(): Promise<void> {
    if (this.#due !== undefined) {
      this.dispose();
      this.#queueWrite();
    }
    await this.#written;
  }

  dispose(): void {
    clearTimeout(this.#due?.timer);
    this.#due = undefined;
  }

  #queueWrite(): void {
    this.#written = this.#write(this.#written);
  }

  async #write(before: Promise<void>): Promise<void> {
    await before;
    try {
      await writeText(this.#path, await this.#content());
    } catch (error) {
      this.#log.error(`${this.#name} could not be kept: ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
