import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { StoredFindings } from '../../core/findings/storedFindings.ts';
import { jsonParts } from '../../node/jsonParts.ts';
import type { TextArchive } from '../../node/textArchive.ts';
import { KeptFile } from './keptFile.ts';

/** Quiet time before a change is written, in ms: a streaming review changes the store many times a second. */
const writeDelayMs = 300;

/** Places are found again from the reviewed text after a reload, so nothing hangs on their being written soon. */
const placesDelayMs = 5_000;

/**
 * Keeps the findings of this workspace and the texts they rest on over a reload, in the storage folder that the editor
 * gives us.
 */
export class FindingsOnDisk implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #texts: TextArchive;
  readonly #path: string | undefined;
  /** Whatever was here once: what this window has let go of does not come back from another. */
  readonly #known = new Set<string>();
  readonly #findingsFile: KeptFile<StoredFindings> | undefined;
  readonly #subscriptions: { dispose(): void }[] = [];

  /** `folder` is undefined in a window without a workspace: there is nothing to keep then. */
  constructor(
    store: FindingStore,
    texts: TextArchive,
    folder: string | undefined,
    log: Pick<vscode.LogOutputChannel, 'warn' | 'error'>,
  ) {
    this.#store = store;
    this.#texts = texts;
    if (folder === undefined) return;
    this.#path = join(folder, 'findings.json');
    this.#findingsFile = new KeptFile(
      {
        path: this.#path,
        name: 'the kept findings',
        parse: async (value) => (await import('../../node/keptFormats.ts')).parseStoredFindings(value),
        content: async () => this.#findingsAndTexts(),
        takeIn: ({ findings }) => this.#takeIn(findings),
      },
      log,
    );
  }

  /**
   * Fills the store with what was kept; a damaged file is set aside and named in the log. Gives the time of the last
   * write, in ms since 1970; undefined when nothing was kept.
   */
  async restore(): Promise<number | undefined> {
    const keptMs = await this.#keptMs();
    const findings = await this.#findingsFile?.load();
    if (findings !== undefined) this.#store.load(findings);
    for (const { id } of this.#store.all()) this.#known.add(id);
    this.#subscriptions.push(
      this.#store.onDidChange(({ placesOnly }) =>
        this.#findingsFile?.schedule(placesOnly ? placesDelayMs : writeDelayMs),
      ),
    );
    return findings && keptMs;
  }

  /** Writes what is pending; awaited by `deactivate`. */
  async flush(): Promise<void> {
    await this.#findingsFile?.flush();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#findingsFile?.dispose();
  }

  async #keptMs(): Promise<number | undefined> {
    if (this.#path === undefined) return undefined;
    try {
      return (await stat(this.#path)).mtimeMs;
    } catch {
      // Nothing was kept; `load` tells of what cannot be read.
      return undefined;
    }
  }

  #takeIn(theirs: readonly Finding[]): void {
    for (const { id } of this.#store.all()) this.#known.add(id);
    this.#store.batch(() => {
      for (const finding of theirs) if (!this.#known.has(finding.id)) this.#store.add(finding);
    });
  }

  /** The texts first: no finding is ever kept without the text it rests on. */
  async #findingsAndTexts(): Promise<readonly string[]> {
    const { version, findings } = this.#store.snapshot();
    for (const { id } of findings) this.#known.add(id);
    await this.#texts.flush(new Set(findings.flatMap(({ origin }) => origin?.textId ?? [])));
    return [`{"version":${version},"findings":`, ...(await jsonParts(findings)), '}'];
  }
}
