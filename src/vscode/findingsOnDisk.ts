import * as vscode from 'vscode';
import type { FindingStore } from '../core/findings/findingStore.ts';
import {
  parseReviewHistory,
  type ReviewHistory,
  type StoredHistory,
} from '../core/findings/reviewHistory.ts';
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
 * Keeps the findings of this workspace, the texts they rest on and the history of reviews over a reload, in the
 * storage folder that the editor gives us.
 */
export class FindingsOnDisk implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #history: ReviewHistory;
  readonly #texts: TextArchive;
  readonly #findingsFile: KeptFile<StoredFindings> | undefined;
  readonly #historyFile: KeptFile<StoredHistory> | undefined;
  readonly #subscriptions: { dispose(): void }[] = [];

  /** `folder` is undefined in a window without a workspace: there is nothing to keep then. */
  constructor(
    store: FindingStore,
    history: ReviewHistory,
    texts: TextArchive,
    folder: vscode.Uri | undefined,
    log: vscode.LogOutputChannel,
  ) {
    this.#store = store;
    this.#history = history;
    this.#texts = texts;
    if (folder === undefined) return;
    const pathOfFile = (name: string) => vscode.Uri.joinPath(folder, name).fsPath;
    this.#findingsFile = new KeptFile(pathOfFile('findings.json'), 'the kept findings', log, async () =>
      this.#findingsAndTexts(),
    );
    this.#historyFile = new KeptFile(pathOfFile('history.json'), 'the history of reviews', log, () =>
      Promise.resolve(JSON.stringify(history.snapshot())),
    );
  }

  /** Fills store and history with what was kept; a damaged file is set aside and named in the log. */
  async restore(): Promise<void> {
    const [findings, reviews] = await Promise.all([
      this.#findingsFile?.load(parseStoredFindings),
      this.#historyFile?.load(parseReviewHistory),
    ]);
    if (findings !== undefined) this.#store.load(findings);
    if (reviews !== undefined) this.#history.load(reviews);
    this.#subscriptions.push(
      this.#store.onDidChange(({ placesOnly }) =>
        this.#findingsFile?.schedule(placesOnly ? placesDelayMs : writeDelayMs),
      ),
      this.#history.onDidChange(() => this.#historyFile?.schedule(writeDelayMs)),
    );
  }

  /** Writes what is pending; awaited by `deactivate`. */
  async flush(): Promise<void> {
    await Promise.all([this.#findingsFile?.flush(), this.#historyFile?.flush()]);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#findingsFile?.dispose();
    this.#historyFile?.dispose();
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
