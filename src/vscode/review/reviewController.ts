import type * as vscode from 'vscode';
import type { CachingClient } from '../../core/caching/cachingClient.ts';
import { nextTurn, takeTurns } from '../../core/turns.ts';
import type { ReviewFailure } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import type { ModelClient } from '../../core/modelClient.ts';
import type { ReviewEvent } from '../../core/review/review.ts';
import { reviewModel } from '../../core/model/routing.ts';
import type { Scope } from '../../core/scope.ts';
import { newReviewId } from '../../node/newReviewId.ts';
import { systemClock } from '../../node/systemClock.ts';
import { readSetting, readSettings } from '../configuration.ts';
import { approveCost } from './costGate.ts';
import type { Settings } from '../settings.ts';
import { unsavedTexts } from '../documents.ts';
import type { EditTracker } from '../findings/editTracker.ts';
import type { ModelAccess } from '../model/modelAccess.ts';
import type { EnginePorts, ReviewEngine } from './reviewEngine.ts';
import { LastReview } from './lastReview.ts';
import { ReviewIntake, type IntakeStores, type ReviewWay } from './reviewIntake.ts';
import { ReviewProgress } from './reviewProgress.ts';
import { modelsOf, reviewRequest, type Narrowing } from './reviewRequest.ts';
import type { ReviewState } from './reviewState.ts';
import { ReviewTurns } from './reviewTurns.ts';
import type { RunningNote } from '../findings/runningNote.ts';
import { toolDiagnostics } from './toolDiagnostics.ts';

/** A review whose answers are here, or about to be. */
export interface LateReview extends ReviewWay {
  readonly id: string;
  readonly scope: Scope;
  /** The one that was asked. */
  readonly model: string;
  readonly review: (
    engine: ReviewEngine,
    ports: Required<Pick<EnginePorts, 'known' | 'judge'>>,
    signal: AbortSignal,
  ) => AsyncIterable<ReviewEvent>;
}

/** See `explicitCaching.ts`, which is loaded when the first repository is reviewed. */
export type OpenCaching = (
  client: ModelClient,
  settings: Settings,
  scope: Scope,
  charge: (dollars: number) => void,
) => Promise<CachingClient | undefined>;

/** Runs reviews, one at a time: a new one replaces the old. Feeds the store; everything else listens. */
export class ReviewController implements vscode.Disposable {
  readonly #stores: IntakeStores;
  readonly #edits: EditTracker;
  readonly #models: ModelAccess;
  readonly #openCaching: OpenCaching;
  readonly #note: RunningNote;
  readonly #last: LastReview;
  #engine: Promise<ReviewEngine> | undefined;
  readonly #turns = new ReviewTurns();

  readonly onDidChangeState: vscode.Event<ReviewState>;

  constructor(
    stores: IntakeStores,
    edits: EditTracker,
    models: ModelAccess,
    openCaching: OpenCaching,
    note: RunningNote,
  ) {
    this.#stores = stores;
    this.#openCaching = openCaching;
    this.#note = note;
    this.#edits = edits;
    this.#models = models;
    this.#last = new LastReview(note, stores.log);
    this.onDidChangeState = this.#last.onDidChangeState;
  }

  get state(): ReviewState {
    return this.#last.state;
  }

  /** Of the review that `state` speaks of. */
  get lastScope(): Scope | undefined {
    return this.#last.scope;
  }

  /** Takes up a review that was cut off when the last window closed; for the start. */
  async restore(): Promise<void> {
    await this.#last.restore();
  }

  /** The window closes: settles when the running review has ended and is noted as cut off. */
  async close(): Promise<void> {
    this.#last.keepNote();
    this.#turns.stopAll();
    await this.#turns.ended();
    await this.#note.leave();
  }

  /** Settles when the review has ended, however it ended; the outcome is in `state`. */
  async start(scope: Scope, narrowing: Narrowing = {}): Promise<void> {
    this.stop();
    await this.#turns.take('asked', async (signal) => this.#run(scope, narrowing, signal));
  }

  /**
   * Waits for the review that runs, and is then a review as any other. Settles when it has ended: false when it was
   * stopped, or the window closed, and it is to be brought in again.
   */
  async bringIn(late: LateReview): Promise<boolean> {
    let isIn = false;
    await this.#turns.take('late', async (signal) => {
      isIn = await this.#follow(late, signal);
    });
    return isIn;
  }

  /** The one engine of this window, loaded when it is first asked for; it goes with the controller. */
  async engine(): Promise<ReviewEngine> {
    this.#engine ??= import('./reviewEngine.ts').then(async ({ createReviewEngine }) => createReviewEngine());
    return this.#engine;
  }

  /** A review that could not begin, with why. */
  refuse(failure: ReviewFailure): void {
    if (this.state.kind !== 'running') this.#last.end(this.#newProgress(), failure);
  }

  /** Ends the running review; what it found stays. Answers that wait for their turn keep it. */
  stop(): void {
    this.#turns.stop();
  }

  /** Back to the start after what failed has been put right. */
  forgetFailure(): void {
    this.#last.forget();
  }

  dispose(): void {
    this.#last.keepNote();
    this.#turns.stopAll();
    void this.#engine?.then((engine) => engine[Symbol.dispose]());
    this.#last.dispose();
  }

  async #run(scope: Scope, narrowing: Narrowing, signal: AbortSignal): Promise<void> {
    const progress = this.#newProgress();
    this.#last.begin(scope, progress);
    try {
      const settings = readSettings();
      const client = await this.#models.connect(settings);
      if (!client.ok) return this.#last.end(progress, client.failure);
      const model = reviewModel(settings);
      const began = { model, effort: settings.effort };
      // Of a part of it nothing is learnt about the whole.
      const caching =
        scope.kind === 'repository' && narrowing.only === undefined
          ? await this.#openCaching(client.value, settings, scope, (dollars) => progress.charge(dollars))
          : undefined;
      const told = await this.#models.toldLimits(settings, client.value, modelsOf(settings), signal);
      await this.#stores.dismissals.openAll();
      const engine = await this.engine();
      const id = newReviewId(systemClock.now());
      this.#stores.log.info(`review started: ${scope.kind}, ${model}`);
      const intake = new ReviewIntake(this.#stores, id, scope, model);
      // At one moment: what is in the editors, and the beginning of what is typed from then on.
      const overlay = unsavedTexts();
      using edits = this.#edits.record();
      const calibration = this.#stores.spending.calibrationOf(model);
      const events = engine.review(
        reviewRequest({ id, scope, calibration, told }, narrowing, settings),
        {
          overlay,
          client: caching ?? client.value,
          clock: systemClock,
          known: intake.known,
          diagnostics: toolDiagnostics,
          judge: (finding) => this.#stores.dismissals.judge(finding),
          dismissed: () => this.#stores.dismissals.claims(),
          approve: async (preflight, abort) => {
            const askedMs = systemClock.now();
            const refused = await approveCost(preflight, settings, this.#stores.spending, abort);
            progress.waited(askedMs, systemClock.now());
            return refused;
          },
        },
        signal,
      );
      const turn = takeTurns();
      for await (const event of events) {
        // The end is dear where much was found.
        if (event.kind === 'finished') await nextTurn();
        this.#last.take(event, intake, began, progress, (finding) => edits.replay(finding));
        if (event.kind === 'planned' || event.kind === 'reviewed')
          this.#note.note({ scope, standing: () => progress.cutOff(systemClock.now()) });
        // What arrives at once would be taken in at once, and the editor would wait for the last of it.
        await turn();
      }
      if (this.state.kind === 'completed') await caching?.finish(signal);
    } catch (bug) {
      this.#last.failed(progress, bug);
    }
  }

  async #follow(late: LateReview, signal: AbortSignal): Promise<boolean> {
    const progress = this.#newProgress(late.priceShare);
    this.#last.begin(late.scope, progress);
    try {
      const began = { model: late.model, effort: readSetting('effort') };
      await this.#stores.dismissals.openAll();
      const engine = await this.engine();
      this.#stores.log.info(`review brought in: ${late.kind}, ${late.model}`);
      const intake = new ReviewIntake(this.#stores, late.id, late.scope, late.model, late);
      using edits = this.#edits.record();
      const ports = {
        known: intake.known,
        judge: (finding: Finding) => this.#stores.dismissals.judge(finding),
      };
      for await (const event of late.review(engine, ports, signal))
        this.#last.take(event, intake, began, progress, (finding) => edits.replay(finding), true);
      return this.state.kind !== 'cancelled';
    } catch (bug) {
      this.#last.failed(progress, bug);
      throw bug;
    }
  }

  #newProgress(share = 1): ReviewProgress {
    const { spending } = this.#stores;
    return new ReviewProgress(systemClock.now(), (model, usage) => spending.dollarsFor(model, usage, share));
  }
}
