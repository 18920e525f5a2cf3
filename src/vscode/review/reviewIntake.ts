import type * as vscode from 'vscode';
import type { ChangedFile } from '../../core/change.ts';
import { rangeOf, type Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { reviseFinding } from '../../core/findings/reviseFinding.ts';
import type { ReviewedTexts } from '../../core/onSave/reviewedTexts.ts';
import type { ReviewEvent } from '../../core/review/review.ts';
import type { Scope } from '../../core/scope.ts';
import type { KnownFindings } from '../../core/verify/filterFindings.ts';
import type { TextArchive } from '../../node/textArchive.ts';
import type { Dismissals } from '../findings/dismissals.ts';
import { absolutePath } from '../documents.ts';
import type { ReviewRecorder } from './finishedReview.ts';
import { headCommit } from './gitExtension.ts';
import { failureDetail } from '../messages.ts';
import type { ReviewProgress } from './reviewProgress.ts';
import type { ReviewState } from './reviewState.ts';
import type { Settings } from '../settings.ts';
import type { Spending } from '../spending.ts';

/** Where what a review brings is kept. */
export interface IntakeStores {
  readonly store: FindingStore;
  readonly dismissals: Dismissals;
  readonly texts: TextArchive;
  readonly reviewed: ReviewedTexts;
  readonly history: ReviewRecorder;
  readonly spending: Spending;
  readonly log: vscode.LogOutputChannel;
}

/** How a review is done: its kind in the usage, and the part of the usual price that it costs. */
export interface ReviewWay {
  readonly kind?: string;
  readonly priceShare?: number;
}

/** How a review was made; `unattended` when a save has asked for it. */
export type RecordedSettings = Pick<Settings, 'model' | 'effort'> & { readonly unattended?: true };

/** Takes the events of one review in: findings to the store, their texts to the archive, a line to the log. */
export class ReviewIntake {
  readonly #stores: IntakeStores;
  readonly #id: string;
  readonly #scope: Scope;
  readonly #model: string;
  readonly #way: ReviewWay;
  #files = new Map<string, ChangedFile>();

  /** `model` is the one that was asked. `way` is how, where it is not the usual one. */
  constructor(stores: IntakeStores, id: string, scope: Scope, model: string, way: ReviewWay = {}) {
    this.#stores = stores;
    this.#id = id;
    this.#scope = scope;
    this.#model = model;
    this.#way = way;
    stores.store.beginReview(id);
  }

  /** What a review is to know again: all that was found here before. */
  get known(): KnownFindings {
    const { store } = this.#stores;
    return { inFile: (file) => store.forFile(file), has: (id) => store.get(id) !== undefined };
  }

  /** `replay` moves a finding to where its code is now. False for a finding that is not to be counted. */
  take(event: ReviewEvent, progress: ReviewProgress, replay: (finding: Finding) => Finding): boolean {
    const { store, log } = this.#stores;
    switch (event.kind) {
      case 'collected':
        this.#files = new Map(event.files.map((file) => [absolutePath(file.ref), file]));
        return true;
      case 'finding':
        return this.#keep(event.finding, replay);
      case 'revised':
        return this.#revise(replay(event.finding));
      case 'follow-up-failed':
        log.warn(`${event.step}: ${event.failure.kind} ${failureDetail(event.failure)}`.trimEnd());
        return true;
      case 'damaged':
        log.warn(`part of the answer could not be read as a finding: ${event.reason}`);
        return true;
      case 'retrying':
        log.warn(
          `${event.failure.kind}, try ${event.attempt} in ${event.delayMs} ms: ${failureDetail(event.failure)}`,
        );
        return true;
      case 'continuing':
        log.warn(`the answer ended early, the rest is asked for: ${event.failure.kind}`);
        return true;
      case 'looked-up':
        log.info(
          `looked up: ${event.calls.join(', ')}; saw of ${event.shown.map(({ path }) => path).join(', ')}`,
        );
        return true;
      case 'tools-dropped':
        log.warn(`sent without what the road or the model does not take: ${event.tools.join(', ')}`);
        return true;
      case 'sources':
        for (const { address } of event.sources) log.info(`the service read ${address.slice(0, 2000)}`);
        return true;
      case 'reviewed':
        for (const file of event.files) this.#keepReviewed(file);
        return true;
      case 'finished':
        store.finishReview(progress.reviewedParts);
        return true;
      default:
        return true;
    }
  }

  /** Hands what has ended to the history and the ledger; nothing was sent when there was nothing to review. */
  record(state: ReviewState, progress: ReviewProgress, settings: RecordedSettings): void {
    if (!('reviewed' in state)) return;
    const { startedMs, used, measured, timings } = progress;
    const { store, history, spending } = this.#stores;
    const { kind = this.#scope.kind, priceShare } = this.#way;
    void spending.addAll(kind, used, priceShare);
    if (state.kind === 'completed' && measured !== undefined)
      void spending.learn(this.#model, measured.estimated, measured.counted);
    const all = store.all();
    history.record({
      id: this.#id,
      scope: this.#scope,
      startedMs,
      end: state,
      settings,
      unattended: settings.unattended ?? false,
      findings: all.filter(({ reviewId }) => reviewId === this.#id),
      fixed: all.filter((finding) => finding.state === 'fixed').map(({ id }) => id),
      wholeFiles: progress.reviewedParts.filter(({ lines }) => lines === undefined).map(absolutePath),
      timings,
      reviewed: (file) => this.#files.get(absolutePath(file)),
    });
  }

  /** All that changed in such a file, or the whole of it, was read: a save has only later changes to review. */
  #keepReviewed({ ref, hunks }: ChangedFile): void {
    const file = this.#files.get(absolutePath(ref));
    if (file?.text === undefined || file.hunks.length !== hunks.length) return;
    if (!reachingNow.includes(this.#scope.kind)) return;
    const commit = headCommit(ref.root);
    const { reviewed } = this.#stores;
    reviewed.keep(absolutePath(ref), { text: file.text, ...(commit === undefined ? {} : { commit }) });
  }

  /** What was cleared away, or found again by another review, is not its business any more. */
  #revise(now: Finding): boolean {
    const { store, log } = this.#stores;
    const known = store.get(now.id);
    if (known?.reviewId !== this.#id) return false;
    const revised = reviseFinding(known, now);
    store.replace(revised);
    if (revised.filtered !== undefined && known.filtered === undefined)
      log.info(`held back ${now.file.path} ${now.title}: ${revised.filtered.kind}`);
    return revised.state !== 'dismissed';
  }

  #keep(found: Finding, replay: (finding: Finding) => Finding): boolean {
    const { store, texts, log } = this.#stores;
    const finding = replay(found);
    const file = this.#files.get(absolutePath(found.file));
    // Renamed since it was read: those who ask later know the new name only.
    if (file !== undefined) this.#files.set(absolutePath(finding.file), file);
    if (finding.origin !== undefined && file?.text !== undefined)
      texts.keep(finding.origin.textId, file.text);
    store.add(finding);
    // Known and dismissed, alone or with its kind: neither counted nor told again.
    const kept = store.get(finding.id);
    if (kept?.state === 'dismissed' || kept?.state === 'filtered') return false;
    const line = rangeOf(finding)?.start.line;
    const place = `${finding.file.path}:${line === undefined ? '?' : line + 1}`;
    log.info(`finding ${finding.severity} ${place} ${finding.title}`);
    return true;
  }
}

/** Scopes of what is being worked on, with everything that changed in a file up to its text of now. */
const reachingNow: readonly Scope['kind'][] = ['working-changes', 'branch', 'files'];
