import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { createAnsweringClient } from '../../core/batch/answeringClient.ts';
import type { BatchJob } from '../../core/batch/batchJob.ts';
import type { BroughtIn } from '../../core/batch/batchKeeper.ts';
import { replaySources } from '../../core/batch/recordedSources.ts';
import type { ChangedFile } from '../../core/change.ts';
import { succeed } from '../../core/errors.ts';
import type { FileRef, Finding } from '../../core/finding.ts';
import { followFindings } from '../../core/findings/followFindings.ts';
import type { BatchAnswer } from '../../core/modelClient.ts';
import { nothingTold } from '../../core/plan/modelLimits.ts';
import { batchPriceShare } from '../../core/plan/prices.ts';
import type { ReviewEvent } from '../../core/review/review.ts';
import type { KnownFindings } from '../../core/verify/filterFindings.ts';
import type { BatchFiles } from '../../node/batchFiles.ts';
import { decode } from '../../node/decodeText.ts';
import { sha256 } from '../../node/sha256.ts';
import { systemClock } from '../../node/systemClock.ts';
import { batchRequest } from './batchRequest.ts';
import { goneMaterial } from './batchSentences.ts';
import { readSettings } from '../configuration.ts';
import { absolutePath, pathOf } from '../documents.ts';
import type { OpenedSources } from '../review/openSources.ts';
import type { ReviewController } from '../review/reviewController.ts';

/**
 * Finishes the review of a batch with its answers: the very review that was begun, over the texts as they were sent,
 * each finding then followed to where its code is now.
 */
export async function bringInBatch(
  job: BatchJob,
  answers: readonly BatchAnswer[],
  files: BatchFiles,
  controller: ReviewController,
): Promise<BroughtIn> {
  const material = await files.readMaterial(job.id);
  if (material === undefined) return { kind: 'impossible', detail: goneMaterial() };
  const { request, roots, keys, counts, dismissed = [] } = material;
  const client = createAnsweringClient({ keys, answers, counts }, sha256);
  const isIn = await controller.bringIn({
    id: job.id,
    scope: { kind: 'repository', roots: request.roots },
    model: job.model,
    kind: 'batch',
    priceShare: batchPriceShare,
    review: (engine, ports, signal) =>
      inPresent(
        engine.review(
          {
            ...batchRequest(
              {
                id: job.id,
                scope: { kind: 'repository', roots: request.roots },
                calibration: request.calibration,
                told: nothingTold,
              },
              readSettings(),
            ),
            ...request,
            maskingExceptions: new Set(request.maskingExceptions),
            selection: { exclude: {}, maxBytes: request.maxBytes, allow: new Set() },
            countTokens: false,
            silenceMs: patienceMs,
            deadlineMs: patienceMs,
          },
          {
            overlay: { texts: new Map() },
            client,
            clock: systemClock,
            dismissed: () => dismissed,
            ...ports,
            openSources: async () =>
              Promise.resolve(succeed({ ...replaySources(roots), readImage: noImages })),
            approve: async () => Promise.resolve(undefined),
          },
          signal,
        ),
        ports.known,
      ),
  });
  return { kind: isIn ? 'done' : 'not-yet' };
}

const noImages: OpenedSources['readImage'] = () => Promise.resolve({ kind: 'nothing' });

/** Nothing is waited for here. */
const patienceMs = 600_000;

/** What was found in the texts that were sent, put on its code in the texts of now. */
async function* inPresent(
  events: AsyncIterable<ReviewEvent>,
  known: KnownFindings,
): AsyncGenerator<ReviewEvent, void, void> {
  const sent = new Map<string, ChangedFile>();
  for await (const event of events) {
    if (event.kind === 'collected') for (const file of event.files) sent.set(absolutePath(file.ref), file);
    if (event.kind === 'finding' || event.kind === 'revised') {
      const file = sent.get(absolutePath(event.finding.file));
      yield { ...event, finding: await followed(event.finding, file) };
    } else if (event.kind === 'reviewed') {
      // Where nothing was found before, nothing can be settled by it.
      const settling = event.files.map(async (file) =>
        known.inFile(file.ref).length === 0 ? file : withPresent(file),
      );
      yield { ...event, files: await Promise.all(settling) };
    } else {
      yield event;
    }
  }
}

async function followed(finding: Finding, file: ChangedFile | undefined): Promise<Finding> {
  if (file?.text === undefined || finding.origin === undefined) return finding;
  const present = await presentText(file.ref);
  const reviewed = new Map([[finding.origin.textId, file.text]]);
  return followFindings([finding], present, reviewed, 'everything')[0] ?? finding;
}

/** A text that has changed since says nothing of where findings stand now. */
async function withPresent(file: ChangedFile): Promise<ChangedFile> {
  const present = await presentText(file.ref);
  return present === file.text ? file : { ...file, currentText: present ?? null };
}

/** As it is in the editor, else on disk; undefined when it is gone. */
async function presentText(file: FileRef): Promise<string | undefined> {
  const path = absolutePath(file);
  const open = vscode.workspace.textDocuments.find(({ uri }) => pathOf(uri) === path);
  if (open !== undefined) return open.getText();
  try {
    const content = decode(await readFile(path));
    return content.kind === 'text' ? content.text : undefined;
  } catch {
    return undefined;
  }
}
