import type { ChangedFile } from '../core/change.ts';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import type { ReviewFailure } from '../core/errors.ts';
import type { FileRef, Finding } from '../core/finding.ts';
import type { Usage } from '../core/modelClient.ts';
import { CoverageLedger, type FileCoverage } from '../core/plan/coverage.ts';
import type { ReviewEvent, ReviewOutcome } from '../core/review/review.ts';
import { ToolNotes } from '../core/usage/toolNotes.ts';

/** What a review tells while it goes. */
export interface ProgressListener {
  collected(files: readonly ChangedFile[]): void;
  /** Comes again, under the same id, when more is known of it. */
  finding(finding: Finding, file: ChangedFile | undefined): void;
  /** No request is to follow about these, by id. */
  settled(findings: readonly string[]): void;
  /** What was found stands, but this did not come to its end for some of it. */
  unfinished(step: FollowUpStep, failure: ReviewFailure): void;
  retrying(failure: ReviewFailure, delayMs: number): void;
  /** A piece of what the model thinks, of one request: words of others. */
  thought(request: number, text: string): void;
  damaged(reason: string): void;
  /** The running total of one request, by its number. */
  use(request: number, usage: Usage, modelVersion: string | undefined): void;
}

export type FollowUpStep = Extract<ReviewEvent, { kind: 'follow-up-failed' }>['step'];

export interface ReviewResult {
  readonly outcome: ReviewOutcome;
  readonly coverage: readonly FileCoverage[];
  /** Files beside the scope of which the model has seen something. */
  readonly context: readonly FileRef[];
  /** Tools that were wished for, and that the road or the model does not have. */
  readonly dropped: ToolNotes['dropped'];
  /** Pages that the service read; words of others. */
  readonly sources: ToolNotes['sources'];
  readonly secrets: readonly MaskedSecret[];
}

/** Takes in the events of a review: some are told at once, the rest is its result. */
export class ResultSoFar {
  readonly #listener: ProgressListener;
  readonly #ledger = new CoverageLedger();
  readonly #notes = new ToolNotes();
  #files: ReadonlyMap<string, ChangedFile> = new Map();
  #secrets: readonly MaskedSecret[] = [];
  #outcome: ReviewOutcome = { kind: 'nothing-to-review' };

  constructor(listener: ProgressListener) {
    this.#listener = listener;
  }

  take(event: ReviewEvent): void {
    switch (event.kind) {
      case 'collected':
        this.#files = new Map(event.files.map((file) => [keyOf(file.ref), file]));
        this.#ledger.collected(event.files);
        this.#listener.collected(event.files);
        break;
      case 'skipped':
        // What lies beside the paths that were named is no part of what was asked for.
        this.#ledger.skipped(event.files.filter(({ reason }) => reason.kind !== 'outside-workspace'));
        break;
      case 'masked':
        this.#secrets = event.found;
        break;
      case 'finding':
      case 'revised':
        this.#listener.finding(event.finding, this.#files.get(keyOf(event.finding.file)));
        break;
      case 'reviewed':
        this.#ledger.reviewed(event.files);
        break;
      case 'part-failed':
        this.#ledger.failed(event.files, event.failure, event.begun);
        break;
      case 'settled':
        this.#listener.settled(event.findings);
        break;
      case 'follow-up-failed':
        this.#listener.unfinished(event.step, event.failure);
        break;
      case 'retrying':
        this.#listener.retrying(event.failure, event.delayMs);
        break;
      case 'looked-up':
        this.#ledger.readAsContext(event.shown);
        break;
      case 'tools-dropped':
        this.#notes.drop(event.tools);
        break;
      case 'sources':
        this.#notes.read(event.sources);
        break;
      case 'thought':
        this.#listener.thought(event.request, event.text);
        break;
      case 'damaged':
        this.#listener.damaged(event.reason);
        break;
      case 'usage':
        this.#listener.use(event.request, event.usage, event.modelVersion);
        break;
      case 'finished':
        this.#outcome = event.outcome;
        break;
      default:
        break;
    }
  }

  get result(): ReviewResult {
    const { dropped, sources } = this.#notes;
    return {
      outcome: this.#outcome,
      coverage: this.#ledger.all(),
      context: this.#ledger.context(),
      dropped,
      sources,
      secrets: this.#secrets,
    };
  }
}

function keyOf({ root, path }: FileRef): string {
  return `${root}/${path}`;
}
