import * as vscode from 'vscode';
import type { CachingClient } from '../../core/caching/cachingClient.ts';
import { takeTurns } from '../../core/collect/takeTurns.ts';
import type { ReviewFailure } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import type { ModelClient } from '../../core/modelClient.ts';
import type { ReviewEvent } from '../../core/review/review.ts';
import { reviewModel } from '../../core/model/routing.ts';
import type { Scope } from '../../core/scope.ts';
import { newReviewId } from '../../node/newReviewId.ts';
import { systemClock } from '../../node/systemClock.ts';
import { readSettings } from '../configuration.ts';
import { approveCost } from './costGate.ts';
import type { Settings } from '../settings.ts';
import { unsavedTexts } from '../documents.ts';
import type { EditTracker } from '../findings/editTracker.ts';
import { failureDetail } from '../messages.ts';
import type { ModelAccess } from '../model/modelAccess.ts';
import type { EnginePorts, ReviewEngine } from './reviewEngine.ts';
import { ReviewIntake, type IntakeStores, type RecordedSettings, type ReviewWay } from './reviewIntake.ts';
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
  readonly #log: vscode.LogOutputChannel;
  readonly #didChangeState = new vscode.EventEmitter<ReviewState>();
  #state: ReviewState = { kind: 'idle' };
  #engine: Promise<ReviewEngine> | undefined;
  #lastScope: Scope | undefined;
  #isClosing = false;
  readonly #turns = new ReviewTurns();

  readonly onDidChangeState = this.#didChangeState.event;

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
    this.#log = stores.log;
  }

  get state(): ReviewState {
    return this.#state;
  }

  /** Of the review that `state` speaks of. */
  get lastScope(): Scope | undefined {
    return this.#lastScope;
  }

  /** Takes up a review that was cut off when the last window closed; for the start. */
  async restore(): Promise<void> {
    const cutOff = await this.#note.read();
    if (cutOff === undefined) return;
    this.#lastScope = cutOff.scope;
    this.#setState(cutOff.state);
  }

  /** The window closes: settles when the running review has ended and is noted as cut off. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#turns.stopAll();
    await this.#turns.ended();
    await this.#note.flush();
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
    if (this.#state.kind !== 'running') this.#end(this.#newProgress(), failure);
  }

  /** Ends the running review; what it found stays. Answers that wait for their turn keep it. */
  stop(): void {
    this.#turns.stop();
  }

  /** Back to the start after what failed has been put right. */
  forgetFailure(): void {
    if (this.#state.kind === 'running') return;
    this.#note.note(undefined);
    this.#setState({ kind: 'idle' });
  }

  dispose(): void {
    this.#isClosing = true;
    this.#turns.stopAll();
    void this.#engine?.then((engine) => engine[Symbol.dispose]());
    this.#didChangeState.dispose();
  }

  async #run(scope: Scope, narrowing: Narrowing, signal: AbortSignal): Promise<void> {
    const progress = this.#newProgress();
    this.#begin(scope, progress);
    try {
      const settings = readSettings();
      const client = await this.#models.connect(settings);
      if (!client.ok) return this.#end(progress, client.failure);
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
      this.#log.info(`review started: ${scope.kind}, ${model}`);
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
        this.#take(event, intake, began, progress, (finding) => edits.replay(finding));
        if (event.kind === 'planned' || event.kind === 'reviewed')
          this.#note.note({ scope, standing: () => progress.cutOff(systemClock.now()) });
        // What arrives at once would be taken in at once, and the editor would wait for the last of it.
        await turn();
      }
      if (this.#state.kind === 'completed') await caching?.finish(signal);
    } catch (bug) {
      this.#failed(progress, bug);
    }
  }

  async #follow(late: LateReview, signal: AbortSignal): Promise<boolean> {
    const progress = this.#newProgress(late.priceShare);
    this.#begin(late.scope, progress);
    try {
      const began = { model: late.model, effort: readSettings().effort };
      await this.#stores.dismissals.openAll();
      const engine = await this.engine();
      this.#log.info(`review brought in: ${late.kind}, ${late.model}`);
      const intake = new ReviewIntake(this.#stores, late.id, late.scope, late.model, late);
      using edits = this.#edits.record();
      const ports = {
        known: intake.known,
        judge: (finding: Finding) => this.#stores.dismissals.judge(finding),
      };
      for await (const event of late.review(engine, ports, signal))
        this.#take(event, intake, began, progress, (finding) => edits.replay(finding), true);
      return this.#state.kind !== 'cancelled';
    } catch (bug) {
      this.#failed(progress, bug);
      throw bug;
    }
  }

  #begin(scope: Scope, progress: ReviewProgress): void {
    this.#lastScope = scope;
    this.#setState(progress.running(false));
  }

  #failed(progress: ReviewProgress, bug: unknown): void {
    // An expected failure is a value; what lands here is a bug of ours and must not pass as a clean review.
    this.#log.error(bug instanceof Error ? bug : String(bug));
    this.#end(progress, { kind: 'internal', detail: bug instanceof Error ? bug.message : String(bug) });
  }

  #take(
    event: ReviewEvent,
    intake: ReviewIntake,
    settings: RecordedSettings,
    progress: ReviewProgress,
    replay: (finding: Finding) => Finding,
    comesAgain = false,
  ): void {
    if (!intake.take(event, progress, replay)) return;
    const { thought } = progress;
    progress.take(event, systemClock.now());
    if (event.kind === 'finished') {
      this.#end(progress, event.outcome.kind === 'failed' ? event.outcome.failure : undefined);
      // What was stopped and is brought in again is paid for once.
      if (!comesAgain || this.#state.kind !== 'cancelled') intake.record(this.#state, progress, settings);
    } else if (event.kind === 'thought' ? progress.thought !== thought : event.kind !== 'usage') {
      // Settings are dear to read, and mostly there is no thought to tell.
      this.#setState(progress.running(progress.thought !== undefined && readSettings().showThoughts));
    }
  }

  #end(progress: ReviewProgress, failure: ReviewFailure | undefined): void {
    const state = progress.ended(failure, systemClock.now());
    // What is cut off by the closing window is still noted as such when the next one opens.
    if (!this.#isClosing) this.#note.note(undefined);
    const detail = failure === undefined ? '' : ` ${failure.kind} ${failureDetail(failure)}`;
    this.#log.info(`review finished: ${state.kind}${detail}`.trimEnd());
    if ('findings' in state)
      this.#log.info(
        JSON.stringify({
          ...state,
          skipped: undefined,
          coverage: undefined,
          secrets: undefined,
          failure: undefined,
        }),
      );
    this.#setState(state);
  }

  #newProgress(share = 1): ReviewProgress {
    const { spending } = this.#stores;
    return new ReviewProgress(systemClock.now(), (model, usage) => spending.dollarsFor(model, usage, share));
  }

  #setState(state: ReviewState): void {
    this.#state = state;
    this.#didChangeState.fire(state);
  }
}
