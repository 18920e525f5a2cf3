import type * as vscode from 'vscode';
import type { ChangedFile } from '../core/change.ts';
import type { ReviewFailure } from '../core/errors.ts';
import type { FileRef, Finding } from '../core/finding.ts';
import { asFixed, type ReviewedPart } from '../core/findings/reviewedPart.ts';
import { followLines } from '../core/onSave/followLines.ts';
import { HunkCache } from '../core/onSave/hunkCache.ts';
import type { Judge } from '../core/onSave/hunkKeys.ts';
import type { ReviewedTexts } from '../core/onSave/reviewedTexts.ts';
import { rememberReviewed, settledBySeen } from '../core/onSave/saveMemory.ts';
import { unseenHunks, type SeenHunk, type SentHunk } from '../core/onSave/unseenHunks.ts';
import { inputTokenBudget } from '../core/plan/modelLimits.ts';
import type { ReviewOutcome } from '../core/review.ts';
import type { Scope } from '../core/scope.ts';
import { sha256 } from '../node/sha256.ts';
import { systemClock } from '../node/systemClock.ts';
import { readSettings } from './configuration.ts';
import type { EditRecording } from './editTracker.ts';
import { headCommit } from './gitExtension.ts';
import type { ModelAccess } from './modelAccess.ts';
import type { ReviewController } from './reviewController.ts';
import { ReviewIntake, type IntakeStores } from './reviewIntake.ts';
import { ReviewProgress } from './reviewProgress.ts';
import type { Settings } from './settings.ts';
import { fileRefOf } from './sources.ts';
import { approveUnattended } from './unattendedCost.ts';

/** A file at the moment of its save, and what was typed since. */
export interface SavedText {
  readonly uri: vscode.Uri;
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly edits: EditRecording;
}

export interface SaveOutcome {
  /** A request went out. */
  readonly wasSent: boolean;
  readonly failure: ReviewFailure | undefined;
}

const nothing: SaveOutcome = { wasSent: false, failure: undefined };

/** A save deserves a quick look, whatever effort other reviews are made with. */
const thinking = 'low';

/** One try to review a save. */
interface Attempt extends SaveOutcome {
  readonly outcome: ReviewOutcome | undefined;
  readonly sent: readonly SentHunk[];
  readonly seen: readonly SeenHunk[];
  /** Where they were found, in the saved text. */
  readonly found: readonly Finding[];
}

/** Reviews what of saved files was not reviewed yet, and remembers it. */
export class SaveReview {
  readonly #stores: IntakeStores;
  readonly #models: ModelAccess;
  readonly #engine: ReviewController['engine'];
  readonly #texts: ReviewedTexts;
  readonly #version: string;
  readonly #cache = new HunkCache();

  /** `version` is the extension's: another one may ask otherwise. */
  constructor(
    stores: IntakeStores,
    models: ModelAccess,
    controller: ReviewController,
    texts: ReviewedTexts,
    version: string,
  ) {
    this.#stores = stores;
    this.#models = models;
    this.#engine = async () => controller.engine();
    this.#texts = texts;
    this.#version = version;
  }

  forget(): void {
    this.#cache.clear();
    this.#texts.clear();
  }

  async run(saved: SavedText, signal: AbortSignal): Promise<SaveOutcome> {
    const settings = readSettings();
    const ref = await fileRefOf(saved.uri, signal);
    if (ref === undefined || signal.aborted) return nothing;
    if (settings.reviewOnSave === 'file')
      return this.#attempt(saved, ref, { kind: 'files', files: [ref] }, settings, signal);
    const known = this.#texts.get(saved.path);
    if (known?.text === saved.text) return nothing;
    const commit = headCommit(ref.root);
    // After a commit, a pull, a branch switch, what is new is what differs from what is checked out now.
    const since = known !== undefined && known.commit === commit ? known.text : undefined;
    const scope: Scope = { kind: 'saved-file', file: ref };
    const first = since === undefined ? scope : { ...scope, since };
    return this.#attempt(saved, ref, first, settings, signal, known?.text);
  }

  /** `instead` is compared with when the file turns out to be in no commit. */
  async #attempt(
    saved: SavedText,
    ref: FileRef,
    scope: Scope,
    settings: Settings,
    signal: AbortSignal,
    instead?: string,
  ): Promise<SaveOutcome> {
    const tried = await this.#review(saved, ref, scope, settings, signal, instead);
    if (tried === 'in-no-commit')
      return this.#attempt(
        saved,
        ref,
        { kind: 'saved-file', file: ref, since: instead ?? '' },
        settings,
        signal,
      );
    const { outcome, sent, seen, found } = tried;
    if (signal.aborted || outcome === undefined) return tried;
    const isKnown = outcome.kind === 'nothing-to-review' && sent.length === 0 && seen.length > 0;
    if (outcome.kind !== 'completed' && !isKnown) return tried;
    const { store } = this.#stores;
    const kept = found.filter(({ id }) => store.get(id)?.state !== 'filtered');
    rememberReviewed(this.#cache, sent, kept);
    const commit = headCommit(ref.root);
    this.#texts.keep(saved.path, { text: saved.text, ...(commit === undefined ? {} : { commit }) });
    // The lines of the hunks are those of the saved text.
    if (saved.edits.changesOf(saved.path).length === 0)
      for (const finding of settledBySeen(store.atPath(saved.path), seen)) store.replace(asFixed(finding));
    return tried;
  }

  async #review(
    saved: SavedText,
    ref: FileRef,
    scope: Scope,
    settings: Settings,
    signal: AbortSignal,
    instead: string | undefined,
  ): Promise<Attempt | 'in-no-commit'> {
    const { store, dismissals, spending, log } = this.#stores;
    const model = await this.#models.connect(settings);
    if (!model.ok) return { ...unsent, failure: model.failure };
    await dismissals.openAll();
    const engine = await this.#engine();
    if (signal.aborted) return unsent;
    const startedMs = systemClock.now();
    const progress = new ReviewProgress(startedMs, (name, usage) => spending.dollarsFor(name, usage));
    const id = new Date(startedMs).toISOString();
    const judge: Judge = {
      model: settings.model,
      effort: 'quick',
      prompt: JSON.stringify([this.#version, settings.instructions]),
    };
    let wasSent = false;
    let isNew = false;
    let hunks: { readonly sent: readonly SentHunk[]; readonly seen: readonly SeenHunk[] } = unsent;
    const remaining = (file: ChangedFile): ChangedFile | undefined => {
      isNew = file.status === 'added' && instead !== undefined;
      if (isNew) return undefined;
      const unseen = unseenHunks(file, (key) => this.#recall(key), judge, sha256);
      hunks = unseen;
      return unseen.file;
    };
    const intake = new ReviewIntake(this.#stores, id, scope);
    const events = engine.review(
      {
        id,
        scope,
        remaining,
        instructions: settings.instructions,
        maskingExceptions: new Set(settings.maskingExceptions),
        selection: { exclude: settings.exclude, maxBytes: settings.maxFileSizeKB * 1024, allow: new Set() },
        model: settings.model,
        thinking,
        inputTokenBudget,
        concurrentRequests: 1,
        silenceMs: settings.silenceTimeoutSeconds * 1000,
        deadlineMs: settings.deadlineMinutes * 60_000,
      },
      {
        overlay: { texts: new Map([[saved.path, saved.text]]) },
        client: model.value,
        clock: systemClock,
        approve: async (preflight) => {
          const refused = await approveUnattended(preflight, thinking, settings, spending);
          wasSent = refused === undefined && !signal.aborted;
          return refused;
        },
      },
      signal,
    );
    const found: Finding[] = [];
    let outcome: ReviewOutcome | undefined;
    for await (const event of events) {
      // A review that the next save or the user has ended must not settle anything.
      if (signal.aborted) break;
      if (event.kind === 'finished') {
        outcome = event.outcome;
        store.finishReview(progress.reviewedParts.map((part) => this.#moved(part, saved)));
      } else {
        if (event.kind === 'finding') found.push(event.finding);
        if (!intake.take(event, progress, (finding) => saved.edits.replay(finding))) continue;
      }
      progress.take(event, systemClock.now());
    }
    const failure = outcome?.kind === 'failed' ? outcome.failure : undefined;
    if (wasSent)
      intake.record(
        progress.ended(
          failure ?? (outcome === undefined ? { kind: 'cancelled' } : undefined),
          systemClock.now(),
        ),
        progress,
      );
    if (isNew) return 'in-no-commit';
    log.info(
      `review on save: ${ref.path}, ${hunks.sent.length} new hunks, ${hunks.seen.length} known, ${outcome?.kind ?? 'ended'}`,
    );
    return { wasSent, failure, outcome, found, ...hunks };
  }

  /** What was found then and is not known any more must be looked for again. */
  #recall(key: string): readonly string[] | undefined {
    const known = this.#cache.get(key);
    return known?.every((id) => this.#stores.store.get(id) !== undefined) === true ? known : undefined;
  }

  /** A part that was reviewed, where its lines are now. */
  #moved(part: ReviewedPart, { path, edits }: SavedText): ReviewedPart {
    const { lines } = part;
    if (lines === undefined) return part;
    return { ...part, lines: lines.flatMap((span) => followLines(span, edits.changesOf(path)) ?? []) };
  }
}

const unsent = { ...nothing, outcome: undefined, sent: [], seen: [], found: [] };
