import * as vscode from 'vscode';
import type { ReviewFailure } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import type { ReviewEvent } from '../../core/review/review.ts';
import type { Scope } from '../../core/scope.ts';
import { systemClock } from '../../node/systemClock.ts';
import { readSetting } from '../configuration.ts';
import type { RunningNote } from '../findings/runningNote.ts';
import { failureDetail } from '../messages.ts';
import type { RecordedSettings, ReviewIntake } from './reviewIntake.ts';
import type { ReviewProgress } from './reviewProgress.ts';
import type { ReviewState } from './reviewState.ts';

/** How the last review stands, running or ended: told to all who listen, noted for the next window, and logged. */
export class LastReview implements vscode.Disposable {
  readonly #note: RunningNote;
  readonly #log: vscode.LogOutputChannel;
  readonly #didChangeState = new vscode.EventEmitter<ReviewState>();
  #state: ReviewState = { kind: 'idle' };
  #scope: Scope | undefined;
  #keepsNote = false;

  readonly onDidChangeState = this.#didChangeState.event;

  constructor(note: RunningNote, log: vscode.LogOutputChannel) {
    this.#note = note;
    this.#log = log;
  }

  get state(): ReviewState {
    return this.#state;
  }

  /** Of the review that `state` speaks of; undefined before the first. */
  get scope(): Scope | undefined {
    return this.#scope;
  }

  /** Takes up a review that was cut off when the last window closed. */
  async restore(): Promise<void> {
    const cutOff = await this.#note.read();
    if (cutOff === undefined) return;
    this.#scope = cutOff.scope;
    this.#setState(cutOff.state);
  }

  /** The window closes: what is cut off by that is still noted as such when the next one opens. */
  keepNote(): void {
    this.#keepsNote = true;
  }

  /** Back to the start, unless one is running. */
  forget(): void {
    if (this.#state.kind === 'running') return;
    this.#note.note(undefined);
    this.#setState({ kind: 'idle' });
  }

  begin(scope: Scope, progress: ReviewProgress): void {
    this.#scope = scope;
    this.#setState(progress.running(false));
  }

  take(
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
      this.end(progress, event.outcome.kind === 'failed' ? event.outcome.failure : undefined);
      // What was stopped and is brought in again is paid for once.
      if (!comesAgain || this.#state.kind !== 'cancelled') intake.record(this.#state, progress, settings);
    } else if (event.kind === 'thought' ? progress.thought !== thought : event.kind !== 'usage') {
      // Settings are dear to read, and mostly there is no thought to tell.
      this.#setState(progress.running(progress.thought !== undefined && readSetting('showThoughts')));
    }
  }

  /** An expected failure is a value; this is a bug of ours, and must not pass as a clean review. */
  failed(progress: ReviewProgress, bug: unknown): void {
    this.#log.error(bug instanceof Error ? bug : String(bug));
    this.end(progress, { kind: 'internal', detail: bug instanceof Error ? bug.message : String(bug) });
  }

  end(progress: ReviewProgress, failure: ReviewFailure | undefined): void {
    const state = progress.ended(failure, systemClock.now());
    if (!this.#keepsNote) this.#note.note(undefined);
    const detail = failure === undefined ? '' : ` ${failure.kind} ${failureDetail(failure)}`;
    this.#log.info(`review finished: ${state.kind}${detail}`.trimEnd());
    if ('findings' in state) {
      const told = {
        ...state,
        skipped: undefined,
        coverage: undefined,
        secrets: undefined,
        failure: undefined,
      };
      this.#log.info(JSON.stringify(told));
    }
    this.#setState(state);
  }

  dispose(): void {
    this.#didChangeState.dispose();
  }

  #setState(state: ReviewState): void {
    this.#state = state;
    this.#didChangeState.fire(state);
  }
}
