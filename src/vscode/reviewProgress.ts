import type { SkippedFile } from '../core/change.ts';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import type { ReviewFailure } from '../core/errors.ts';
import type { ReviewedPart } from '../core/findings/reviewedPart.ts';
import { countCoverage, CoverageLedger } from '../core/plan/coverage.ts';
import type { Usage } from '../core/ports.ts';
import type { ReviewEvent } from '../core/review.ts';
import { reviewedPart } from './reviewedParts.ts';
import type { ReviewState, ReviewSummary } from './reviewState.ts';

type Running = Extract<ReviewState, { kind: 'running' }>;

/** Folds the events of one review into the state that is shown. */
export class ReviewProgress {
  /** In ms since 1970. */
  readonly startedMs: number;
  readonly #usage = new Map<number, Usage>();
  readonly #reviewed: ReviewedPart[] = [];
  readonly #coverage = new CoverageLedger();
  readonly #dollarsFor: (model: string, usage: Usage) => number | undefined;
  #files: number | undefined;
  #tokens: number | undefined;
  #findings = 0;
  #damaged = 0;
  #secrets: readonly MaskedSecret[] = [];
  #skipped: readonly SkippedFile[] = [];
  #modelVersion: string | undefined;
  #retrying: Running['retrying'];
  #nothing = false;

  constructor(startedMs: number, dollarsFor: (model: string, usage: Usage) => number | undefined) {
    this.startedMs = startedMs;
    this.#dollarsFor = dollarsFor;
  }

  /** Estimated input of all requests; undefined until planned. */
  get tokens(): number | undefined {
    return this.#tokens;
  }

  /** Requests whose usage is known. */
  get requests(): number {
    return this.#usage.size;
  }

  /** What the answers that came to their end were about. */
  get reviewedParts(): readonly ReviewedPart[] {
    return this.#reviewed;
  }

  take(event: ReviewEvent, nowMs: number): void {
    if (event.kind !== 'thought') this.#retrying = undefined;
    switch (event.kind) {
      case 'collected':
        this.#files = event.files.length;
        this.#coverage.collected(event.files);
        break;
      case 'planned':
        this.#tokens = event.preflight.tokens;
        break;
      case 'skipped':
        this.#skipped = event.files;
        this.#coverage.skipped(event.files);
        break;
      case 'masked':
        this.#secrets = event.found;
        break;
      case 'finding':
        this.#findings++;
        break;
      case 'damaged':
        this.#damaged++;
        break;
      case 'retrying':
        this.#retrying = { failure: event.failure, untilMs: nowMs + event.delayMs };
        break;
      case 'usage':
        this.#usage.set(event.request, event.usage);
        this.#modelVersion = event.modelVersion ?? this.#modelVersion;
        break;
      case 'reviewed':
        this.#reviewed.push(...event.files.map(reviewedPart));
        this.#coverage.reviewed(event.files);
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

  running(): Running {
    return {
      kind: 'running',
      files: this.#files,
      tokens: this.#tokens,
      findings: this.#findings,
      ...(this.#retrying === undefined ? {} : { retrying: this.#retrying }),
    };
  }

  ended(failure: ReviewFailure | undefined, nowMs: number): ReviewState {
    const usage = totalOf([...this.#usage.values()]);
    const coverage = this.#coverage.all();
    const summary: ReviewSummary = {
      files: this.#files ?? 0,
      reviewed: countCoverage(coverage).reviewed,
      coverage,
      dollars:
        usage === undefined || this.#modelVersion === undefined
          ? undefined
          : this.#dollarsFor(this.#modelVersion, usage),
      skipped: this.#skipped,
      secrets: this.#secrets,
      findings: this.#findings,
      damaged: this.#damaged,
      usage,
      modelVersion: this.#modelVersion,
      elapsedMs: nowMs - this.startedMs,
    };
    if (failure?.kind === 'cancelled') return { kind: 'cancelled', ...summary };
    if (failure !== undefined) return { kind: 'failed', failure, ...summary };
    return this.#nothing ? { kind: 'no-changes', skipped: this.#skipped } : { kind: 'completed', ...summary };
  }
}

function totalOf(usages: readonly Usage[]): Usage | undefined {
  if (usages.length === 0) return undefined;
  const sum = (key: keyof Usage) => usages.reduce((total, usage) => total + usage[key], 0);
  return {
    input: sum('input'),
    cachedInput: sum('cachedInput'),
    output: sum('output'),
    thoughts: sum('thoughts'),
  };
}
