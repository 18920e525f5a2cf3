import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addUsage,
  formatUsage,
  mergeLedgers,
  type StoredUsage,
  type UsageEntry,
} from '../core/usage/usageLedger.ts';
import { readJson, writeText } from './fileStore.ts';
import { takeLock } from './whileLocked.ts';

/** More files than this are worth joining. */
const mostFiles = 20;

/** A window writes to a file on one local day only, the longest of which has 25 hours. */
const abandonedMs = 36 * 3_600_000;

/** Joining takes milliseconds; a lock as old as this is of a window that died. */
const staleLockMs = 600_000;

const mostAttempts = 3;

/**
 * The usage ledger of all windows that share a folder. Each writes a file of its own for each day, so that none
 * can undo what another wrote, and a file of an earlier day is nobody's; reading joins them.
 */
export class UsageFiles {
  readonly #folder: string;
  #day = '';
  #own = '';
  #entries: readonly UsageEntry[] = [];
  #written: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All windows' entries as one ledger. A file that cannot be read counts for nothing and is left alone. */
  async read(): Promise<readonly UsageEntry[]> {
    // What this window added counts even where the disk refused it.
    const own = this.#entries;
    const others = await this.#load((name) => name !== this.#own);
    return mergeLedgers([own, ...[...others.values()].map(({ entries }) => entries)]);
  }

  /** Settles when it is on disk; rejects when the disk refuses. */
  async add(entry: UsageEntry): Promise<void> {
    const begins = entry.day !== this.#day;
    if (begins) {
      this.#day = entry.day;
      this.#own = `usage-${entry.day}-${randomUUID()}.json`;
      this.#entries = [];
    }
    this.#entries = addUsage(this.#entries, entry);
    const path = join(this.#folder, this.#own);
    const text = formatUsage({ entries: this.#entries, replaces: [] });
    const before = this.#written.catch(() => undefined);
    this.#written = before.then(async () => writeText(path, text));
    await this.#written;
    // One more file is there: this is what keeps them few.
    if (begins) await this.compact(Date.now());
  }

  /**
   * Joins the files that nobody writes any more when they have become many. Cut short at any point, it loses nothing
   * and counts nothing twice.
   */
  async compact(nowMs: number): Promise<void> {
    if ((await this.#names()).length <= mostFiles) return;
    const lock = await takeLock(join(this.#folder, 'compact.lock'), staleLockMs);
    if (lock === undefined) return;
    try {
      const abandoned = new Set<string>();
      const names = await this.#names();
      for (const name of names) {
        const { mtimeMs } = await stat(join(this.#folder, name));
        if (name !== this.#own && nowMs - mtimeMs >= abandonedMs) abandoned.add(name);
      }
      const files = await this.#load((name) => abandoned.has(name));
      if (files.size < 2) return;
      const entries = mergeLedgers([...files.values()].map((file) => file.entries));
      // What is gone already can no longer be counted twice; its name would be carried along for ever.
      const there = new Set(names);
      const replaces = [...files].flatMap(([name, file]) => [
        name,
        ...file.replaces.filter((other) => there.has(other)),
      ]);
      await writeText(join(this.#folder, `usage-${randomUUID()}.json`), formatUsage({ entries, replaces }));
      for (const name of replaces) await rm(join(this.#folder, name), { force: true });
    } finally {
      await lock.release();
    }
  }

  /** The files of ours by name, but those that another has taken the place of. */
  async #load(isWanted: (name: string) => boolean): Promise<ReadonlyMap<string, StoredUsage>> {
    for (let attempt = 1; ; attempt++) {
      const files = new Map<string, StoredUsage>();
      const replaced = new Set<string>();
      let missing = false;
      for (const name of await this.#names()) {
        const loaded = await readJson(join(this.#folder, name), async (value) =>
          (await import('./keptFormats.ts')).parseUsage(value),
        );
        if (loaded.kind === 'missing') missing = true;
        if (loaded.kind !== 'value') continue;
        for (const other of loaded.value.replaces) replaced.add(other);
        if (isWanted(name)) files.set(name, loaded.value);
      }
      // Gone since it was listed: another window joins files, and what they held stands in one not listed yet.
      if (missing && attempt < mostAttempts) continue;
      for (const name of replaced) files.delete(name);
      return files;
    }
  }

  async #names(): Promise<readonly string[]> {
    await mkdir(this.#folder, { recursive: true });
    return (await readdir(this.#folder)).filter((name) => /^usage-[0-9a-f-]+\.json$/.test(name));
  }
}
