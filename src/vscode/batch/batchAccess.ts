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
    this.#subscription = vscode.workspace.onDidGrantWorkspaceTrust(async () => this.#goOn());
    void this.#goOn();
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

  dispose(): void {
    this.#subscription.dispose();
    void this.#opened?.then((batches) => void batches.dispose());
  }

  async #open(): Promise<Batches> {
    this.#opened ??= import('./batches.ts').then(async ({ openBatches }) => openBatches(this.#context));
    return this.#opened;
  }

  /** With the batches that an earlier window has left. */
  async #goOn(): Promise<void> {
    const { folder, log } = this.#context;
    if (folder === undefined || !vscode.workspace.isTrusted || !existsSync(folder)) return;
    try {
      await this.#open();
    } catch (error) {
      log.error(`the batches could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
