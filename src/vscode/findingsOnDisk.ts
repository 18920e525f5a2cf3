import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { parseStoredFindings, type StoredFindings } from '../core/findings/storedFindings.ts';
import type { TextArchive } from '../node/textArchive.ts';
import { KeptFile } from './keptFile.ts';

/** Quiet time before a change is written, in ms: a streaming review changes the store many times a second. */
const writeDelayMs = 300;

/** Places are found again from the reviewed text after a reload, so nothing hangs on their being written soon. */
const placesDelayMs = 5_000;

/** Findings turned into JSON at a time, so that the editor is not held up by ten thousand. */
const findingsAtATime = 200;

/**
 * Keeps the findings of this workspace and the texts they rest on over a reload, in the storage folder that the editor
 * gives us.
 */
export class FindingsOnDisk implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #texts: TextArchive;
  readonly #path: string | undefined;
  readonly #findingsFile: KeptFile<StoredFindings> | undefined;
  readonly #subscriptions: { dispose(): void }[] = [];

  /** `folder` is undefined in a window without a workspace: there is nothing to keep then. */
  constructor(
    store: FindingStore,
    texts: TextArchive,
    folder: vscode.Uri | undefined,
    log: vscode.LogOutputChannel,
  ) {
    this.#store = store;
    this.#texts = texts;
    if (folder === undefined) return;
    this.#path = vscode.Uri.joinPath(folder, 'findings.json').fsPath;
    this.#findingsFile = new KeptFile(this.#path, 'the kept findings', log, async () =>
      this.#findingsAndTexts(),
    );
  }

  /**
   * Fills the store with what was kept; a damaged file is set aside and named in the log. Gives the time of the last
   * write, in ms since 1970; undefined when nothing was kept.
   */
  async restore(): Promise<number | undefined> {
    const keptMs = await this.#keptMs();
    const findings = await this.#findingsFile?.load(parseStoredFindings);
    if (findings !== undefined) this.#store.load(findings);
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

  /** The texts first: no finding is ever kept without the text it rests on. */
  async #findingsAndTexts(): Promise<string> {
    const { version, findings } = this.#store.snapshot();
    await this.#texts.flush(new Set(findings.flatMap(({ origin }) => origin?.textId ?? [])));
    const parts: string[] = [];
    for (let at = 0; at < findings.length; at += findingsAtATime) {
      const slice = findings.slice(at, at + findingsAtATime);
      parts.push(slice.map((finding) => JSON.stringify(finding)).join(','));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return `{"version":${version},"findings":[${parts.join(',')}]}`;
  }
}
