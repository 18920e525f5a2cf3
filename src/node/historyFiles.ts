import { join } from 'node:path';
import type { KeptReport } from '../core/history/keptReport.ts';
import { parseReviewHistory, ReviewHistory, type ReviewRecord } from '../core/history/reviewHistory.ts';
import { loadJson, writeText } from './fileStore.ts';
import { ReportFiles } from './reportFiles.ts';
import { whileLocked } from './whileLocked.ts';

/** The history of a folder, which other windows write as well, and the report of each review in it. */
export class HistoryFiles {
  readonly history = new ReviewHistory();
  readonly #reports: ReportFiles;
  readonly #path: string | undefined;
  readonly #tellDamaged: (asidePath: string) => void;

  /** Without a folder all lasts as long as the window. `tellDamaged` hears of a file that was set aside. */
  constructor(folder: string | undefined, tellDamaged: (asidePath: string) => void) {
    this.#reports = new ReportFiles(folder && join(folder, 'reviews'));
    this.#path = folder && join(folder, 'history.json');
    this.#tellDamaged = tellDamaged;
  }

  /** Reads what was kept. This and all below reject when the disk refuses. */
  async open(): Promise<void> {
    await this.#read();
  }

  async keep(record: ReviewRecord, report: KeptReport): Promise<void> {
    await this.#change(async () => {
      this.history.add(record);
      await this.#reports.keep(record.id, report);
    });
  }

  async clear(): Promise<void> {
    await this.#change(() => {
      this.history.clear();
      return Promise.resolve();
    });
  }

  /** Undefined when none is kept of that review. */
  async report(id: string): Promise<KeptReport | undefined> {
    return this.#reports.read(id);
  }

  /** Starts from what other windows have made of it. */
  async #change(change: () => Promise<void>): Promise<void> {
    const path = this.#path;
    if (path === undefined) {
      await change();
      return this.#prune();
    }
    await whileLocked(`${path}.lock`, async () => {
      await this.#read();
      await change();
      await writeText(path, JSON.stringify(this.history.snapshot()));
      await this.#prune();
    });
  }

  async #read(): Promise<void> {
    if (this.#path === undefined) return;
    const loaded = await loadJson(this.#path, parseReviewHistory);
    if (loaded.kind === 'value') this.history.load(loaded.value);
    else if (loaded.kind === 'damaged') this.#tellDamaged(loaded.asidePath);
  }

  async #prune(): Promise<void> {
    await this.#reports.prune(this.history.all().map(({ id }) => id));
  }
}
