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
  const { folder } = context;
  if (folder !== undefined && vscode.workspace.isTrusted && existsSync(folder)) void open();
  return vscode.Disposable.from(
    vscode.commands.registerCommand('flashReview.reviewRepositoryBatch', async () => (await open()).submit()),
    vscode.commands.registerCommand('flashReview.lookAtBatches', async () => (await open()).lookNow()),
    vscode.commands.registerCommand('flashReview.cancelBatch', async (job: unknown) =>
      (await open()).cancel(job),
    ),
    { dispose: () => void opened?.then((batches) => void batches.dispose()) },
  );
}
