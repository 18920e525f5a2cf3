import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { BatchContext, Batches } from './batches.ts';

/** What an editor at rest needs of batches: the rest is loaded when one is submitted, or has been before. */
export function registerBatches(context: BatchContext): vscode.Disposable {
  let opened: Promise<Batches> | undefined;
  const open = async (): Promise<Batches> => {
    opened ??= import('./batches.ts').then(async ({ openBatches }) => openBatches(context));
    return opened;
  };
  const { folder, log } = context;
  const goOn = async (): Promise<void> => {
    if (folder === undefined || !vscode.workspace.isTrusted || !existsSync(folder)) return;
    try {
      await open();
    } catch (error) {
      log.error(`the batches could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  void goOn();
  return vscode.Disposable.from(
    vscode.workspace.onDidGrantWorkspaceTrust(goOn),
    vscode.commands.registerCommand('flashReview.reviewRepositoryBatch', async () => (await open()).submit()),
    vscode.commands.registerCommand('flashReview.lookAtBatches', async () => (await open()).lookNow()),
    vscode.commands.registerCommand('flashReview.cancelBatch', async (job: unknown) =>
      (await open()).cancel(job),
    ),
    { dispose: () => void opened?.then((batches) => void batches.dispose()) },
  );
}
