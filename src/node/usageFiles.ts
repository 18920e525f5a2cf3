import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addUsage,
  formatUsage,
  mergeLedgers,
  parseUsage,
  type UsageEntry,
} from '../core/usage/usageLedger.ts';
import { readJson, writeText } from './fileStore.ts';

/** More files than this are joined into one at the start. */
const mostFiles = 20;

/** A file not written for so long belongs to no living window, in ms. */
const abandonedMs = 86_400_000;

/**
 * The usage ledger of all windows that share a folder. Each writes a file of its own, so that none can undo what
 * another wrote; reading joins them.
 */
export class UsageFiles {
  readonly #folder: string;
  readonly #own: string;
  #entries: readonly UsageEntry[] = [];
  #written: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
    this.#own = `usage-${randomUUID()}.json`;
  }

  /** All windows' entries as one ledger. A file that cannot be read counts for nothing and is left alone. */
  async read(): Promise<readonly UsageEntry[]> {
    await this.#written;
    const ledgers: (readonly UsageEntry[])[] = [];
    for (const name of await this.#names()) {
      const loaded = await readJson(join(this.#folder, name), parseUsage);
      if (loaded.kind === 'value') ledgers.push(loaded.value);
    }
    return mergeLedgers(ledgers);
  }

  /** Settles when it is on disk; rejects when the disk refuses. */
  async add(entry: UsageEntry): Promise<void> {
    this.#entries = addUsage(this.#entries, entry);
    const before = this.#written.catch(() => undefined);
    this.#written = before.then(async () =>
      writeText(join(this.#folder, this.#own), formatUsage(this.#entries)),
    );
    await this.#written;
  }

  /** Joins the files of windows that are gone; for the start. */
  async compact(nowMs: number): Promise<void> {
    const names = await this.#names();
    if (names.length <= mostFiles) return;
    const joined: string[] = [];
    const ledgers: (readonly UsageEntry[])[] = [];
    for (const name of names) {
      const path = join(this.#folder, name);
      if (name === this.#own || nowMs - (await stat(path)).mtimeMs < abandonedMs) continue;
      const loaded = await readJson(path, parseUsage);
      if (loaded.kind !== 'value') continue;
      ledgers.push(loaded.value);
      joined.push(path);
    }
    if (joined.length < 2) return;
    await writeText(join(this.#folder, `usage-${randomUUID()}.json`), formatUsage(mergeLedgers(ledgers)));
    for (const path of joined) await rm(path, { force: true });
  }

  async #names(): Promise<readonly string[]> {
    await mkdir(this.#folder, { recursive: true });
    return (await readdir(this.#folder)).filter((name) => /^usage-[0-9a-f-]+\.json$/.test(name));
  }
}
