import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { isTextId } from '../core/findings/textId.ts';
import { writeText } from './fileStore.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const ending = '.txt.gz';

/** UTF-16 units held in memory, so that following one file edit by edit does not read the disk each time. */
const mostCached = 8_000_000;

/** No text that is reviewed is larger; a damaged file must not grow beyond it. */
const mostBytes = 64_000_000;

/** The texts that were reviewed, by id, compressed in a folder of their own. Without a folder, in memory only. */
export class TextArchive {
  readonly #folder: string | undefined;
  /** Least lately used first. */
  readonly #cache = new Map<string, string>();
  readonly #unwritten = new Map<string, string>();
  /** Kept since the last call of `flush`, which could not know that they are wanted. */
  readonly #fresh = new Set<string>();
  readonly #onDisk = new Set<string>();
  /** Of the newest `flush`, which may still wait for one before it. */
  #wanted: ReadonlySet<string> = new Set();
  #cached = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Keeps a text until a `flush` that does not want it; `read` finds it at once. */
  keep(id: string, text: string): void {
    this.#fresh.add(id);
    if (!this.#onDisk.has(id)) this.#unwritten.set(id, text);
    this.#remember(id, text);
  }

  /** Undefined when it was never kept, or what is on disk is not what was kept. */
  async read(id: string): Promise<string | undefined> {
    const known = this.#cache.get(id) ?? this.#unwritten.get(id);
    if (known !== undefined) {
      this.#remember(id, known);
      return known;
    }
    if (this.#folder === undefined || !isTextId(id)) return undefined;
    try {
      const bytes = await unpack(await readFile(join(this.#folder, id + ending)), {
        maxOutputLength: mostBytes,
      });
      const text = bytes.toString('utf16le');
      this.#remember(id, text);
      return text;
    } catch {
      // Missing or damaged: findings that rest on it stay where they are.
      return undefined;
    }
  }

  /**
   * Writes the kept texts that are among `wanted` and removes all others, from memory too. Throws when the disk
   * refuses; the next call tries again.
   */
  async flush(wanted: ReadonlySet<string>): Promise<void> {
    const pending = [...this.#unwritten];
    this.#fresh.clear();
    this.#wanted = wanted;
    const run = this.#sync(pending, wanted, this.#work);
    this.#work = run.catch(() => undefined);
    await run;
  }

  async #sync(
    pending: readonly (readonly [string, string])[],
    wanted: ReadonlySet<string>,
    before: Promise<void>,
  ): Promise<void> {
    await before;
    await this.#write(pending.filter(([id]) => wanted.has(id)));
    await this.#removeAllBut(wanted);
    await this.#writeAgain(wanted);
  }

  /** What another window has removed that had no use for it. */
  async #writeAgain(wanted: ReadonlySet<string>): Promise<void> {
    if ([...wanted].every((id) => !this.#onDisk.has(id))) return;
    const there = new Set(await this.#files());
    const gone = [...wanted].filter((id) => this.#onDisk.has(id) && !there.has(id + ending));
    for (const id of gone) this.#onDisk.delete(id);
    await this.#write(
      gone.flatMap((id): (readonly [string, string])[] => {
        const text = this.#cache.get(id);
        return text === undefined ? [] : [[id, text]];
      }),
    );
  }

  async #write(texts: readonly (readonly [string, string])[]): Promise<void> {
    if (this.#folder === undefined) return;
    for (const [id, text] of texts) {
      if (!isTextId(id)) continue;
      await writeText(join(this.#folder, id + ending), await pack(Buffer.from(text, 'utf16le')));
      this.#onDisk.add(id);
      this.#unwritten.delete(id);
    }
  }

  async #removeAllBut(wanted: ReadonlySet<string>): Promise<void> {
    const isWanted = (id: string) => wanted.has(id) || this.#wanted.has(id) || this.#fresh.has(id);
    for (const id of [...this.#cache.keys(), ...this.#unwritten.keys()]) {
      if (isWanted(id)) continue;
      this.#forget(id);
      this.#unwritten.delete(id);
    }
    if (this.#folder === undefined) return;
    for (const name of await this.#files()) {
      const id = name.slice(0, -ending.length);
      if (isWanted(id)) continue;
      this.#onDisk.delete(id);
      await rm(join(this.#folder, name), { force: true });
    }
  }

  async #files(): Promise<readonly string[]> {
    if (this.#folder === undefined) return [];
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  #remember(id: string, text: string): void {
    this.#forget(id);
    this.#cache.set(id, text);
    this.#cached += text.length;
    for (const oldest of this.#cache.keys()) {
      if (this.#cached <= mostCached || oldest === id) break;
      this.#forget(oldest);
    }
  }

  #forget(id: string): void {
    const text = this.#cache.get(id);
    if (text === undefined) return;
    this.#cache.delete(id);
    this.#cached -= text.length;
  }
}
