import { rm, stat } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { loadJson, writeText, type Parse } from '../../node/fileStore.ts';
import { whileLocked } from '../../node/whileLocked.ts';

export interface KeptContent<T> {
  readonly path: string;
  /** What the log calls it. */
  readonly name: string;
  /** Undefined for what this version cannot read. */
  readonly parse: Parse<T>;
  /** Asked for when it is written; in parts. Undefined when nothing is to be kept: the file goes. */
  readonly content: () => Promise<string | readonly string[] | undefined>;
  /** Another window has written this since we last read or wrote: what it added is to be in the content. */
  readonly takeIn: (theirs: T) => void;
}

type KeptLog = Pick<vscode.LogOutputChannel, 'warn' | 'error'>;

/** A JSON file of ours, written a while after what it holds has changed, one write after another. */
export class KeptFile<T> implements vscode.Disposable {
  readonly #kept: KeptContent<T>;
  readonly #log: KeptLog;
  /** The file as we left it. */
  #mark: string | undefined;
  #due: { readonly timer: NodeJS.Timeout; readonly atMs: number } | undefined;
  /** Settles when the last write has; the newest is the one that stays. */
  #written: Promise<void> = Promise.resolve();

  constructor(kept: KeptContent<T>, log: KeptLog) {
    this.#kept = kept;
    this.#log = log;
  }

  /** What was kept; undefined when there is nothing, or nothing that can be read: the log says why. */
  async load(): Promise<T | undefined> {
    const { path, name, parse } = this.#kept;
    try {
      this.#mark = await markOf(path);
      const loaded = await loadJson(path, parse);
      if (loaded.kind === 'value') return loaded.value;
      if (loaded.kind === 'damaged')
        this.#log.warn(`${name} could not be read; the file is set aside as ${loaded.asidePath}`);
    } catch (error) {
      // The disk refuses: reviewing works all the same.
      this.#log.error(`${name} could not be read: ${messageOf(error)}`);
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
    const { path, name, content, takeIn } = this.#kept;
    try {
      await whileLocked(`${path}.lock`, async () => {
        if ((await markOf(path)) !== this.#mark) {
          const theirs = await this.load();
          if (theirs !== undefined) takeIn(theirs);
        }
        const now = await content();
        await (now === undefined ? rm(path, { force: true }) : writeText(path, now));
        this.#mark = await markOf(path);
      });
    } catch (error) {
      this.#log.error(`${name} could not be kept: ${messageOf(error)}`);
    }
  }
}

/** Another after every write, as each makes a file of its own; undefined without a file. */
async function markOf(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
