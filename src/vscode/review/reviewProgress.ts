import type { SkippedFile } from '../../core/change.ts';
import type { MaskedSecret } from '../../core/collect/maskFiles.ts';
import type { ReviewFailure } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import type { ReviewedPart } from '../../core/findings/reviewedPart.ts';
import { ThoughtLine } from '../../core/parse/thoughtLine.ts';
import { countCoverage, CoverageLedger } from '../../core/plan/coverage.ts';
import type { ReviewTimings } from '../../core/history/keptReport.ts';
import type { Usage } from '../../core/modelClient.ts';
import { ToolNotes } from '../../core/usage/toolNotes.ts';
import { UsageTally, type ModelUse } from '../../core/usage/usageTally.ts';
import type { ReviewEvent } from '../../core/review/review.ts';
import { reviewedPart } from './reviewedParts.ts';
import type { FollowUpFailure, ReviewState, ReviewSummary } from './reviewState.ts';

type Running = Extract<ReviewState, { kind: 'running' }>;

/** Folds the events of one review into the state that is shown. */
export class ReviewProgress {
  /** In ms since 1970. */
  readonly startedMs: number;
  readonly #usage = new UsageTally();
  readonly #reviewed: ReviewedPart[] = [];
  readonly #coverage = new CoverageLedger();
  readonly #tools = new ToolNotes();
  readonly #thoughts = new ThoughtLine();
  readonly #dollarsFor: (model: string, usage: Usage) => number | undefined;
  #files: number | undefined;
  #tokens: number | undefined;
  #requests = 0;
  /** Tries, and what asks on, repeat input that was estimated once. */
  #sentMore = false;
  /** Verification of each finding that is shown, by id. */
  readonly #findings = new Map<string, Finding['verification']>();
  readonly #pending = new Set<string>();
  readonly #followUpFailures = new Map<string, FollowUpFailure>();
  #damaged = 0;
  #secrets: readonly MaskedSecret[] = [];
  #skipped: readonly SkippedFile[] = [];
  #modelVersion: string | undefined;
  #retrying: Running['retrying'];
  #nothing = false;
  #beside = 0;
  #collectedMs: number | undefined;
  #waitedMs = 0;
  #firstFindingMs: number | undefined;

  constructor(startedMs: number, dollarsFor: (model: string, usage: Usage) => number | undefined) {
    this.startedMs = startedMs;
    this.#dollarsFor = dollarsFor;
  }

  /** What the planned requests were estimated at and counted as; undefined when more was sent than planned. */
  get measured(): { readonly estimated: number; readonly counted: number } | undefined {
    const counted = this.#sentMore ? undefined : this.#usage.inputOfFirst(this.#requests);
    return counted === undefined || this.#tokens === undefined
      ? undefined
      : { estimated: this.#tokens, counted };
  }

  /** What each model used, as far as it is known. */
  get used(): readonly ModelUse[] {
    return this.#usage.byModel;
  }

  /** See `ReviewTimings`. */
  get timings(): ReviewTimings {
    const [collectedMs, firstFindingMs, waitedMs] = [this.#collectedMs, this.#firstFindingMs, this.#waitedMs];
    return {
      ...(collectedMs === undefined ? {} : { collectedMs }),
      ...(firstFindingMs === undefined ? {} : { firstFindingMs }),
      ...(waitedMs === 0 ? {} : { waitedMs }),
    };
  }

  /**
   * What the answers that came to their end were about. None when a part of an answer could not be read: it may have
   * said of an earlier finding that it still stands.
   */
  get reviewedParts(): readonly ReviewedPart[] {
    return this.#damaged > 0 ? [] : this.#reviewed;
  }

  /** What the model thinks about, until it finds something. */
  get thought(): string | undefined {
    return this.#firstFindingMs === undefined ? this.#thoughts.line : undefined;
  }

  /** Until when it stood still, from some moment on, for the user to answer a question. */
  waited(fromMs: number, nowMs: number): void {
    this.#waitedMs += nowMs - fromMs;
  }

  /** Dollars that this review cost beside what its requests used. */
  charge(dollars: number): void {
    this.#beside += dollars;
  }

  take(event: ReviewEvent, nowMs: number): void {
    if (event.kind !== 'thought') this.#retrying = undefined;
    switch (event.kind) {
      case 'collected':
        this.#files = event.files.length;
        this.#collectedMs = this.#workedMs(nowMs);
        this.#coverage.collected(event.files);
        break;
      case 'planned':
        this.#tokens = event.preflight.tokens;
        this.#requests = event.preflight.requests;
        break;
      case 'skipped':
        this.#skipped = event.files;
        this.#coverage.skipped(event.files);
        break;
      case 'masked':
        this.#secrets = event.found;
        break;
      case 'finding':
      case 'revised': {
        const { id, state, verification } = event.finding;
        if (state === 'filtered' || state === 'dismissed') this.#findings.delete(id);
        else this.#findings.set(id, verification);
        // Counted as they come: the state is made anew with each of ten thousand.
        if (this.#findings.get(id) === 'pending') this.#pending.add(id);
        else this.#pending.delete(id);
        this.#firstFindingMs ??= this.#workedMs(nowMs);
        break;
      }
      case 'follow-up-failed':
        this.#followUpFailures.set(event.step, event);
        break;
      case 'damaged':
        this.#damaged++;
        break;
      case 'retrying':
        this.#retrying = { failure: event.failure, untilMs: nowMs + event.delayMs };
        this.#sentMore = true;
        break;
      case 'continuing':
        this.#sentMore = true;
        break;
      case 'usage':
        this.#usage.take(event.request, event.usage, event.modelVersion);
        this.#modelVersion = event.modelVersion ?? this.#modelVersion;
        break;
      case 'thought':
        this.#thoughts.take(event.request, event.text);
        break;
      case 'reviewed':
        this.#reviewed.push(...event.files.map(reviewedPart));
        this.#coverage.reviewed(event.files);
        break;
      case 'looked-up':
        this.#coverage.readAsContext(event.shown);
        this.#sentMore = true;
        break;
      case 'tools-dropped':
        this.#tools.drop(event.tools);
        break;
      case 'sources':
        this.#tools.read(event.sources);
        break;
      case 'part-failed':
        this.#coverage.failed(event.files, event.failure, event.begun);
        break;
      case 'finished':
        this.#nothing = event.outcome.kind === 'nothing-to-review';
        break;
      default:
        break;
    }
  }

  /** `tellThoughts`: what the model thinks is to be shown. */
  running(tellThoughts: boolean): Running {
    const { thought } = this;
    return {
      kind: 'running',
      files: this.#files,
      tokens: this.#tokens,
      findings: this.#findings.size,
      pending: this.#pending.size,
      ...(thought === undefined || !tellThoughts ? {} : { thought }),
      ...(this.#retrying === undefined ? {} : { retrying: this.#retrying }),
    };
  }

  /** As it would stand if the window closed now. */
  cutOff(nowMs: number): Extract<ReviewState, { kind: 'cancelled' }> {
    return { kind: 'cancelled', byClosing: true, ...this.#summary(nowMs) };
  }

  ended(failure: ReviewFailure | undefined, nowMs: number): ReviewState {
    const summary = this.#summary(nowMs);
    if (failure?.kind === 'cancelled') return { kind: 'cancelled', ...summary };
    if (failure !== undefined) return { kind: 'failed', failure, ...summary };
    return this.#nothing ? { kind: 'no-changes', skipped: this.#skipped } : { kind: 'completed', ...summary };
  }

  #workedMs(nowMs: number): number {
    return nowMs - this.startedMs - this.#waitedMs;
  }

  #summary(nowMs: number): ReviewSummary {
    const usage = this.#usage.total;
    const dollars = this.#usage.dollars(this.#dollarsFor);
    const coverage = this.#coverage.all();
    return {
      files: this.#files ?? 0,
      reviewed: countCoverage(coverage).reviewed,
      coverage,
      dollars: dollars === undefined ? undefined : dollars + this.#beside,
      skipped: this.#skipped,
      context: this.#coverage.context(),
      toolsDropped: this.#tools.dropped,
      sources: this.#tools.sources,
      secrets: this.#secrets,
      findings: this.#findings.size,
      unresolved: [...this.#findings.values()].filter((one) => one === 'unresolved').length,
      followUpFailures: [...this.#followUpFailures.values()],
      damaged: this.#damaged,
      usage,
      modelVersion: this.#modelVersion,
      elapsedMs: this.#workedMs(nowMs),
    };
  }
}
