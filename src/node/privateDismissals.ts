import { join } from 'node:path';
import type { Dismissal } from '../core/findings/dismissal.ts';
import { formatDismissals } from '../core/findings/formatDismissals.ts';
import { loadJson, writeText } from './fileStore.ts';
import { whileLocked } from './whileLocked.ts';

export type DismissalsByRoot = ReadonlyMap<string, readonly Dismissal[]>;

/** What the user has dismissed for themselves, by root: one file for all windows of this machine. */
export class PrivateDismissals {
  readonly #path: string;
  #kept: DismissalsByRoot = new Map();

  constructor(folder: string) {
    this.#path = join(folder, 'dismissed.json');
  }

  /** As of the last `read` or `change`. */
  get all(): DismissalsByRoot {
    return this.#kept;
  }

  /** What all windows have written; gives where a damaged file was set aside. Rejects when the disk refuses. */
  async read(): Promise<{ readonly asidePath?: string }> {
    const loaded = await loadJson(this.#path, async (value) =>
      (await import('./keptFormats.ts')).parsePrivateDismissals(value),
    );
    if (loaded.kind === 'damaged') return { asidePath: loaded.asidePath };
    if (loaded.kind === 'value') this.#kept = loaded.value;
    return {};
  }

  /** `list` is given what all windows have written for the root. Counts in this window even when it rejects. */
  async change(
    root: string,
    list: (known: readonly Dismissal[]) => readonly Dismissal[],
  ): Promise<{ readonly asidePath?: string }> {
    const apply = (): void => {
      this.#kept = new Map([...this.#kept, [root, list(this.#kept.get(root) ?? [])]]);
    };
    let hasApplied = false;
    try {
      return await whileLocked(`${this.#path}.lock`, async () => {
        const read = await this.read();
        apply();
        hasApplied = true;
        await writeText(this.#path, format(this.#kept));
        return read;
      });
    } catch (error) {
      if (!hasApplied) apply();
      throw error;
    }
  }
}

function format(kept: DismissalsByRoot): string {
  const roots = [...kept].filter(([, list]) => list.length > 0);
  const written = roots.map(([root, list]) => `${JSON.stringify(root)}: ${formatDismissals(list).trimEnd()}`);
  return `{"version":1,"roots":{${written.join(',\n')}}}\n`;
}
