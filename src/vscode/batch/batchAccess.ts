import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { BatchContext, Batches } from './batches.ts';

/** What an editor at rest needs of batches: the rest is loaded when one is submitted, or has been before. */
export class BatchAccess implements Batches {
  readonly #context: BatchContext;
  readonly #subscription: vscode.Disposable;
  #opened: Promise<Batches> | undefined;

  constructor(context: BatchContext) {
    this.#context = context;
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidGrantWorkspaceTrust(async () => this.goOn()),
      // Other windows submit too, tell nobody, and may be closed first.
      vscode.window.onDidChangeWindowState(async ({ focused }) => {
        if (focused) await this.goOn();
      }),
    );
    void this.goOn();
  }

  async submit(): Promise<void> {
    await (await this.#open()).submit();
  }

  async lookNow(): Promise<void> {
    await (await this.#open()).lookNow();
  }

  async cancel(job: unknown): Promise<void> {
    await (await this.#open()).cancel(job);
  }

  /** With the batches that other windows have left. */
  async goOn(): Promise<void> {
    const { folder, log } = this.#context;
    if (folder === undefined || !vscode.workspace.isTrusted || !existsSync(folder)) return;
    const isNew = this.#opened === undefined;
    try {
      const batches = await this.#open();
      if (!isNew) await batches.goOn();
    } catch (error) {
      log.error(`the batches could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    void this.#opened?.then((batches) => void batches.dispose());
  }

  /** What fails once is tried again when it is asked for again. */
  async #open(): Promise<Batches> {
    this.#opened ??= import('./batches.ts').then(async ({ openBatches }) => openBatches(this.#context));
    const opening = this.#opened;
    try {
      return await opening;
    } catch (error) {
      if (this.#opened === opening) this.#opened = undefined;
      throw error;
    }
  }
}
