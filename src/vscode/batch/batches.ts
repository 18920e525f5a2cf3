import * as vscode from 'vscode';
import type { BatchJob } from '../../core/batch/batchJob.ts';
import { BatchKeeper } from '../../core/batch/batchKeeper.ts';
import { fail, succeed } from '../../core/errors.ts';
import { createBatchFiles } from '../../node/batchFiles.ts';
import { systemClock } from '../../node/systemClock.ts';
import { bringInBatch } from './batchFindings.ts';
import { notCancelled } from './batchSentences.ts';
import { submitBatch } from './batchSubmission.ts';
import { BatchesView, jobIdOf } from './batchesView.ts';
import { readSettings } from '../configuration.ts';
import { filesLabel } from '../counts.ts';
import type { Credentials } from '../model/credentials.ts';
import type { Dismissals } from '../findings/dismissals.ts';
import { keyOwner } from '../model/keyOwner.ts';
import type { ModelAccess } from '../model/modelAccess.ts';
import type { ReviewController } from '../review/reviewController.ts';
import type { Spending } from '../spending.ts';
import { whenLabel } from '../numbers.ts';

export interface BatchContext {
  readonly controller: ReviewController;
  readonly models: ModelAccess;
  readonly credentials: Credentials;
  readonly spending: Spending;
  readonly dismissals: Dismissals;
  readonly log: vscode.LogOutputChannel;
  /** Where the jobs of this workspace are kept; undefined without a workspace. */
  readonly folder: string | undefined;
}

/** The batches of this window. */
export interface Batches extends vscode.Disposable {
  submit(): Promise<void>;
  lookNow(): Promise<void>;
  /** `job` is a row of the view; asks which one when it is not given. */
  cancel(job: unknown): Promise<void>;
  /** Takes up what other windows have submitted since. */
  goOn(): Promise<void>;
}

export async function openBatches(context: BatchContext): Promise<Batches> {
  const { controller, models, credentials, log, folder } = context;
  if (folder === undefined) return withoutWorkspace;
  const files = createBatchFiles(folder);
  const keeper = new BatchKeeper({
    store: files,
    clock: systemClock,
    connect: async (job) => {
      const settings = readSettings();
      const client = await models.connect(settings);
      if (!client.ok) return client;
      const { batches } = client.value;
      if (batches === undefined || (await keyOwner(settings, credentials)) !== job.owner)
        return fail({ kind: 'other-key' });
      return succeed(batches);
    },
    bringIn: async (job, answers) => bringInBatch(job, answers, files, controller),
    changed: () => view.show(keeper.jobs),
    tell: (words) => log.error(words),
  });
  const view = new BatchesView();
  // A key that was set again may reach what could not be reached.
  const keys = credentials.onDidChange(() => void keeper.lookNow());
  const dispose = (): void => {
    keeper.dispose();
    vscode.Disposable.from(view, keys).dispose();
  };
  try {
    await keeper.resume();
  } catch (error) {
    // They are opened again when somebody asks again.
    dispose();
    throw error;
  }
  return {
    submit: async () => submitBatch(context, keeper, files),
    lookNow: async () => keeper.lookNow(),
    cancel: async (chosen) => {
      const id = jobIdOf(chosen) ?? (await pickJob(keeper.jobs));
      const cancelled = id === undefined ? undefined : await keeper.cancel(id);
      if (cancelled?.ok === false) void vscode.window.showErrorMessage(notCancelled(cancelled.failure.kind));
    },
    goOn: async () => keeper.resume(),
    dispose,
  };
}

async function pickJob(jobs: readonly BatchJob[]): Promise<string | undefined> {
  const items = jobs.map(({ id, submittedMs, files }) => ({
    label: whenLabel(submittedMs),
    description: filesLabel(files),
    id,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Batch to cancel') });
  return picked?.id;
}

const sayNoFolder = async (): Promise<void> => {
  await vscode.window.showInformationMessage(
    vscode.l10n.t('Open a folder first: a batch is kept with its workspace until the findings are here.'),
  );
};

const withoutWorkspace: Batches = {
  submit: sayNoFolder,
  lookNow: sayNoFolder,
  cancel: sayNoFolder,
  goOn: async () => Promise.resolve(),
  dispose: () => undefined,
};
