import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseKeptReport, type KeptReport } from '../core/history/keptReport.ts';
import { readJson, writeText } from './fileStore.ts';
import { jsonParts } from './jsonParts.ts';

/** The reports of earlier reviews, a file each in a folder of their own. Without a folder, in memory only. */
export class ReportFiles {
  readonly #folder: string | undefined;
  readonly #unwritten = new Map<string, KeptReport>();

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Settles when it is on disk; rejects when the disk refuses, and then it lasts as long as the window. */
  async keep(id: string, report: KeptReport): Promise<void> {
    this.#unwritten.set(id, report);
    if (this.#folder === undefined) return;
    await writeText(join(this.#folder, nameOf(id)), await partsOf(report));
    this.#unwritten.delete(id);
  }

  /** Undefined when none is kept of that review, or its file cannot be read. */
  async read(id: string): Promise<KeptReport | undefined> {
    const unwritten = this.#unwritten.get(id);
    if (unwritten !== undefined || this.#folder === undefined) return unwritten;
    const read = await readJson(join(this.#folder, nameOf(id)), parseKeptReport);
    return read.kind === 'value' ? read.value : undefined;
  }

  /** Drops all but the reports of these reviews. */
  async prune(ids: readonly string[]): Promise<void> {
    const wanted = new Set(ids);
    for (const id of this.#unwritten.keys()) if (!wanted.has(id)) this.#unwritten.delete(id);
    if (this.#folder === undefined) return;
    await mkdir(this.#folder, { recursive: true });
    const names = new Set(ids.map(nameOf));
    for (const name of await readdir(this.#folder))
      if (isOurs(name) && !names.has(name)) await rm(join(this.#folder, name), { force: true });
  }
}

async function partsOf({ report: { findings, ...report }, ...kept }: KeptReport): Promise<readonly string[]> {
  const [before, after] = [JSON.stringify(kept).slice(0, -1), JSON.stringify(report).slice(1)];
  return [`${before},"report":{"findings":`, ...(await jsonParts(findings)), `,${after}`, '}'];
}

/** Ids hold signs that some file systems refuse. */
function nameOf(id: string): string {
  return `report-${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`;
}

function isOurs(name: string): boolean {
  return /^report-[0-9a-f]{32}\.json$/.test(name);
}
