import type * as vscode from 'vscode';
import type { ChangedFile } from '../../core/change.ts';
import type { ReviewFailure } from '../../core/errors.ts';
import { onSaveThoroughness } from '../../core/effort.ts';
import type { Finding } from '../../core/finding.ts';
import type { ReviewedPart } from '../../core/findings/reviewedPart.ts';
import { followLines } from '../../core/onSave/followLines.ts';
import { reviewLimits } from '../../core/plan/modelLimits.ts';
import type { ReviewOutcome } from '../../core/review/review.ts';
import { modelFor } from '../../core/model/routing.ts';
import type { Scope } from '../../core/scope.ts';
import { screeningOf } from '../../core/verify/screening.ts';
import { newReviewId } from '../../node/newReviewId.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { EditRecording } from '../findings/editTracker.ts';
import type { ModelAccess } from '../model/modelAccess.ts';
import type { ReviewController } from '../review/reviewController.ts';
import { ReviewIntake, type IntakeStores } from '../review/reviewIntake.ts';
import { ReviewProgress } from '../review/reviewProgress.ts';
import type { Settings } from '../settings.ts';
import { toolDiagnostics } from '../review/toolDiagnostics.ts';
import { approveUnattended } from '../review/unattendedCost.ts';

/** A file at the moment of its save, and what was typed since. */
export interface SavedText {
  readonly uri: vscode.Uri;
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly edits: EditRecording;
}

/** What came of a review on save; nothing of it was settled when it was ended from outside. */
export interface SaveOutcome {
  /** A request went out. */
  readonly wasSent: boolean;
  readonly failure: ReviewFailure | undefined;
  /** Undefined when it was ended from outside, or could not begin. */
  readonly outcome: ReviewOutcome | undefined;
  /** Where they were found, in the saved text. */
  readonly found: readonly Finding[];
}

export const notReviewed: SaveOutcome = { wasSent: false, failure: undefined, outcome: undefined, found: [] };

export interface SaveAttempt {
  readonly saved: SavedText;
  readonly scope: Scope;
  readonly settings: Settings;
  /** What of the file is still to be reviewed. */
  readonly remaining: (file: ChangedFile) => ChangedFile | undefined;
}

export interface SavePorts {
  readonly stores: IntakeStores;
  readonly models: ModelAccess;
  readonly controller: ReviewController;
}

/** Reviews a saved text, with nobody to ask and nobody to tell. Its findings go to the store. */
export async function attemptSave(
  { saved, scope, settings, remaining }: SaveAttempt,
  { stores, models, controller }: SavePorts,
  signal: AbortSignal,
): Promise<SaveOutcome> {
  const { store, dismissals, spending } = stores;
  const model = await models.connect(settings);
  if (!model.ok) return { ...notReviewed, failure: model.failure };
  await dismissals.openAll();
  const engine = await controller.engine();
  if (signal.aborted) return notReviewed;
  const startedMs = systemClock.now();
  const progress = new ReviewProgress(startedMs, (name, usage) => spending.dollarsFor(name, usage));
  const id = newReviewId(startedMs);
  const askedModel = modelFor('on-save', settings);
  const asked = { model: askedModel, verificationModel: modelFor('verification', settings) };
  const told = await models.toldLimits(settings, model.value, Object.values(asked), signal);
  if (signal.aborted) return notReviewed;
  let wasSent = false;
  const intake = new ReviewIntake(stores, id, scope, askedModel);
  const events = engine.review(
    {
      id,
      scope,
      remaining,
      instructions: settings.instructions,
      maskingExceptions: new Set(settings.maskingExceptions),
      selection: { exclude: settings.exclude, maxBytes: settings.maxFileSizeKB * 1024, allow: new Set() },
      ...asked,
      ...onSaveThoroughness,
      ...screeningOf(settings),
      ...reviewLimits(asked, told, { ...settings, effort: 'quick' }),
      concurrentRequests: 1,
      silenceMs: settings.silenceTimeoutSeconds * 1000,
      deadlineMs: settings.deadlineMinutes * 60_000,
    },
    {
      overlay: { texts: new Map([[saved.path, saved.text]]) },
      client: model.value,
      clock: systemClock,
      known: intake.known,
      diagnostics: toolDiagnostics,
      judge: (finding) => dismissals.judge(finding),
      dismissed: () => dismissals.claims(),
      approve: async (preflight) => {
        const refused = await approveUnattended(
          { preflight, model: askedModel, thinking: onSaveThoroughness.thinking },
          settings,
          spending,
        );
        wasSent = refused === undefined && !signal.aborted;
        return refused;
      },
    },
    signal,
  );
  const found = new Map<string, Finding>();
  // Whether an edit has fixed them is asked about each, rather than taken from a review's silence.
  const changed = store.atPath(saved.path).filter(({ state }) => state === 'changed');
  const undecided = new Set(changed.map((one) => one.id));
  let outcome: ReviewOutcome | undefined;
  for await (const event of events) {
    // What the next save or the user has ended must not settle anything: another review may have begun.
    if (signal.aborted) break;
    if (event.kind === 'finished') {
      outcome = event.outcome;
      const parts = progress.reviewedParts.map((part) => partNow(part, saved));
      store.finishReview(parts, undecided);
    } else {
      if (event.kind === 'finding' || event.kind === 'revised') found.set(event.finding.id, event.finding);
      if (!intake.take(event, progress, (finding) => saved.edits.replay(finding))) continue;
    }
    progress.take(event, systemClock.now());
  }
  const failure = outcome?.kind === 'failed' ? outcome.failure : undefined;
  const end = progress.ended(outcome === undefined ? { kind: 'cancelled' } : failure, systemClock.now());
  // A save that brought nothing is no part of the history, only of the bill.
  if (found.size > 0)
    intake.record(end, progress, { model: settings.model, effort: 'quick', unattended: true });
  else await spending.addAll(scope.kind, progress.used);
  return { wasSent, failure, outcome, found: [...found.values()] };
}

/** A part that was reviewed, where its lines are now. */
function partNow(part: ReviewedPart, { path, edits }: SavedText): ReviewedPart {
  const { lines } = part;
  if (lines === undefined) return part;
  return { ...part, lines: lines.flatMap((span) => followLines(span, edits.changesOf(path)) ?? []) };
}
