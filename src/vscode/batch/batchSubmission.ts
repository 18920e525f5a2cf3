import * as vscode from 'vscode';
import type { BatchJob } from '../../core/batch/batchJob.ts';
import type { BatchKeeper } from '../../core/batch/batchKeeper.ts';
import { createCollectingClient, type CollectingClient } from '../../core/batch/collectingClient.ts';
import { recordSources, type Recording } from '../../core/batch/recordedSources.ts';
import { requestKey } from '../../core/batch/requestKey.ts';
import type { DismissedClaim } from '../../core/dismissedClaim.ts';
import { succeed, type ReviewFailure } from '../../core/errors.ts';
import type { ToldLimits } from '../../core/modelClient.ts';
import { thoroughnessOf } from '../../core/effort.ts';
import { batchPriceShare } from '../../core/plan/prices.ts';
import type { Preflight } from '../../core/review/preflight.ts';
import { reviewModel } from '../../core/model/routing.ts';
import type { BatchFiles } from '../../node/batchFiles.ts';
import { newReviewId } from '../../node/newReviewId.ts';
import { sha256 } from '../../node/sha256.ts';
import { systemClock } from '../../node/systemClock.ts';
import { batchRequest, nothingLater } from './batchRequest.ts';
import type { BatchContext } from './batches.ts';
import { noBatches, nothingToSubmit } from './batchSentences.ts';
import { readSettings } from '../configuration.ts';
import { approveCost } from '../review/costGate.ts';
import { unsavedTexts } from '../documents.ts';
import { keyOwner } from '../model/keyOwner.ts';
import { failureDetail, failureSentence } from '../messages.ts';
import { modelsOf } from '../review/reviewRequest.ts';
import { openSources } from '../review/openSources.ts';
import type { Settings } from '../settings.ts';

/** Collects the whole repository as a review would, and has the service answer when it has time. */
export async function submitBatch(
  context: BatchContext,
  keeper: BatchKeeper,
  files: BatchFiles,
): Promise<void> {
  const location = vscode.ProgressLocation.Window;
  const title = vscode.l10n.t('Flash Review: submitting a batch');
  const failure = await vscode.window.withProgress({ location, title }, async () =>
    collectAndSubmit(context, keeper, files),
  );
  if (failure === undefined || failure.kind === 'cancelled' || failure.kind === 'declined') return;
  context.log.warn(`batch not submitted: ${failure.kind} ${failureDetail(failure)}`);
  void vscode.window.showErrorMessage(failureSentence(failure));
}

interface Collected {
  readonly client: CollectingClient;
  readonly recording: Recording;
  readonly preflight: Preflight;
  readonly calibration: number;
  readonly dismissed: readonly DismissedClaim[];
  readonly told: ToldLimits;
}

async function collectAndSubmit(
  context: BatchContext,
  keeper: BatchKeeper,
  files: BatchFiles,
): Promise<ReviewFailure | undefined> {
  const settings = readSettings();
  const connected = await context.models.connect(settings);
  if (!connected.ok) return connected.failure;
  const service = connected.value.batches;
  if (service === undefined) {
    void vscode.window.showInformationMessage(noBatches(settings.provider));
    return undefined;
  }
  const collecting = createCollectingClient(connected.value, sha256);
  const collected = await collect(context, settings, collecting);
  if ('kind' in collected) return collected;
  if (collecting.requests.length === 0) {
    void vscode.window.showInformationMessage(nothingToSubmit());
    return undefined;
  }
  const submittedMs = systemClock.now();
  const id = newReviewId(submittedMs).replaceAll(':', '-');
  const job: BatchJob = {
    id,
    displayName: `flash-review-${id}`,
    owner: await keyOwner(settings, context.credentials),
    model: reviewModel(settings),
    submittedMs,
    requests: collecting.requests.length,
    files: collected.preflight.files,
    state: { kind: 'submitting' },
  };
  await files.keepMaterial(id, materialOf(settings, collected));
  return keeper.submit(job, async () =>
    service.submit(collecting.requests, job.displayName, new AbortController().signal),
  );
}

/** Runs a review up to the point where it would send. */
async function collect(
  { controller, spending, dismissals, models }: BatchContext,
  settings: Settings,
  client: CollectingClient,
): Promise<Collected | ReviewFailure> {
  await dismissals.openAll();
  const dismissed = dismissals.claims();
  const engine = await controller.engine();
  const calibration = spending.calibrationOf(reviewModel(settings));
  const until = new AbortController().signal;
  const told = await models.toldLimits(settings, client, modelsOf(settings), until);
  let recording: Recording | undefined;
  let preflight: Preflight | undefined;
  let failure: ReviewFailure | undefined;
  const events = engine.review(
    batchRequest({ id: 'batch', scope: { kind: 'repository', roots: [] }, calibration, told }, settings),
    {
      overlay: unsavedTexts(),
      client,
      clock: systemClock,
      dismissed: () => dismissed,
      openSources: async (scope, signal) => {
        const opened = await openSources(scope, signal);
        if (!opened.ok) return opened;
        recording = recordSources(opened.value);
        return succeed({ ...opened.value, ...recording });
      },
      approve: async (asked, signal) => {
        failure = await approveCost(
          { ...asked, later: nothingLater },
          settings,
          spending,
          signal,
          batchPriceShare,
        );
        return failure;
      },
    },
    new AbortController().signal,
  );
  for await (const event of events) {
    if (event.kind === 'planned') preflight = event.preflight;
    // That nothing was sent is a cancellation to the review.
    if (event.kind !== 'finished' || event.outcome.kind !== 'failed') continue;
    if (event.outcome.failure.kind !== 'cancelled') failure ??= event.outcome.failure;
  }
  if (failure !== undefined) return failure;
  if (recording === undefined || preflight === undefined) return { kind: 'cancelled' };
  return { client, recording, preflight, calibration, dismissed, told };
}

function materialOf(settings: Settings, { client, recording, calibration, dismissed, told }: Collected) {
  const asked = { id: 'batch', scope: { kind: 'repository', roots: [] }, calibration, told } as const;
  const { model, maxOutputTokens, inputTokenBudget, inputTokenLimit } = batchRequest(asked, settings);
  return {
    request: {
      roots: recording.roots.map(({ root }) => root),
      instructions: settings.instructions,
      maskingExceptions: settings.maskingExceptions,
      maxBytes: settings.maxFileSizeKB * 1024,
      model,
      thinking: thoroughnessOf(settings).thinking,
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
      calibration,
      inputTokenBudget,
      inputTokenLimit,
    },
    dismissed,
    roots: recording.roots,
    keys: client.requests.map((request) => requestKey(request, sha256)),
    counts: client.counts,
  };
}
