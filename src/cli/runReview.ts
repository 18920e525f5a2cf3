import { join } from 'node:path';
import { dismissedClaims, type Dismissal } from '../core/findings/dismissal.ts';
import { today } from './dismissals.ts';
import type { KnownFindings } from '../core/verify/filterFindings.ts';
import type { ChangedFile } from '../core/change.ts';
import { thoroughnessOf } from '../core/effort.ts';
import type { CostFailure, ReviewFailure } from '../core/errors.ts';
import type { FileRef, Finding } from '../core/finding.ts';
import { ToolNotes } from '../core/usage/toolNotes.ts';
import { CoverageLedger, type FileCoverage } from '../core/plan/coverage.ts';
import { reviewLimits } from '../core/plan/modelLimits.ts';
import type { ToldLimits, ModelClient, Usage } from '../core/modelClient.ts';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import { modelFor, reviewModel } from '../core/model/routing.ts';
import { screeningOf } from '../core/verify/screening.ts';
import type { Preflight } from '../core/review/preflight.ts';
import { review, type ReviewEvent, type ReviewOutcome } from '../core/review/review.ts';
import { createImageReader } from '../node/imageFile.ts';
import { sha256 } from '../node/sha256.ts';
import { createRepositoryReader } from '../node/repositoryReader.ts';
import { createSyntax } from '../node/syntaxTrees.ts';
import { systemClock } from '../node/systemClock.ts';
import { maxFileBytes, type Place, type PlacedScope } from './place.ts';
import type { Settings } from './settings.ts';

export interface ReviewJob {
  readonly id: string;
  readonly place: Place;
  readonly scope: PlacedScope;
  readonly settings: Settings;
  readonly known: KnownFindings;
  readonly dismissals: readonly Dismissal[];
  readonly client: ModelClient;
  /** What the service says that its models hold. */
  readonly told: ToldLimits;
}

/** What a review tells while it goes. */
export interface ReviewListener {
  collected(files: readonly ChangedFile[]): void;
  /** Asked before anything is sent; a failure ends the review. */
  approve(preflight: Preflight): CostFailure | undefined;
  /** As the user has decided on it: dismissed, held back with its kind, or as it came. */
  judge(finding: Finding): Finding;
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

/** The only place of the command line that knows the core's review: its request, its ports, its events. */
export async function runReview(
  { id, place, scope, settings, known, dismissals, client, told }: ReviewJob,
  listener: ReviewListener,
  signal: AbortSignal,
): Promise<ReviewResult> {
  const model = reviewModel(settings);
  const verificationModel = modelFor('verification', settings);
  const wishes = { ...settings, maxOutputTokens: null };
  const { createSecretScanner } = await import('../node/secretScanner.ts');
  using syntax = createSyntax({ folder: grammarFolder });
  const ledger = new CoverageLedger();
  const notes = new ToolNotes();
  let files: ReadonlyMap<string, ChangedFile> = new Map();
  let secrets: readonly MaskedSecret[] = [];
  let outcome: ReviewOutcome = { kind: 'nothing-to-review' };
  const events = review(
    {
      id,
      scope: scope.scope,
      includeImages: settings.includeImages,
      instructions: settings.instructions,
      maskingExceptions: new Set(settings.maskingExceptions),
      selection: {
        exclude: settings.exclude,
        maxBytes: settings.maxFileSizeKB * 1024,
        allow: new Set(scope.files),
        ...(scope.folders === undefined ? {} : { folders: scope.folders }),
      },
      model,
      ...thoroughnessOf(settings),
      ...screeningOf({
        ...settings,
        minimumSeverity: settings.minSeverity,
        minimumConfidence: settings.minConfidence,
      }),
      verificationModel,
      ...reviewLimits({ model, verificationModel }, told, wishes),
      concurrentRequests: settings.concurrentRequests,
      serviceTools: settings.tools,
      silenceMs: settings.silenceTimeoutSeconds * 1000,
      deadlineMs: settings.deadlineMinutes * 60_000,
    },
    {
      sources: [place.source],
      overlay: { texts: new Map() },
      secrets: createSecretScanner(),
      hash: sha256,
      syntax,
      readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes }),
      client,
      clock: systemClock,
      known,
      judge: (finding) => listener.judge(finding),
      dismissed: () => dismissedClaims(dismissals, place.root, today()),
      approve: (preflight) => Promise.resolve(listener.approve(preflight)),
      readImage: createImageReader('git'),
    },
    signal,
  );
  for await (const event of events) {
    switch (event.kind) {
      case 'collected':
        files = new Map(event.files.map((file) => [keyOf(file.ref), file]));
        ledger.collected(event.files);
        listener.collected(event.files);
        break;
      case 'skipped':
        // What lies beside the paths that were named is no part of what was asked for.
        ledger.skipped(event.files.filter(({ reason }) => reason.kind !== 'outside-workspace'));
        break;
      case 'masked':
        secrets = event.found;
        break;
      case 'finding':
      case 'revised':
        listener.finding(event.finding, files.get(keyOf(event.finding.file)));
        break;
      case 'reviewed':
        ledger.reviewed(event.files);
        break;
      case 'part-failed':
        ledger.failed(event.files, event.failure, event.begun);
        break;
      case 'settled':
        listener.settled(event.findings);
        break;
      case 'follow-up-failed':
        listener.unfinished(event.step, event.failure);
        break;
      case 'retrying':
        listener.retrying(event.failure, event.delayMs);
        break;
      case 'looked-up':
        ledger.readAsContext(event.shown);
        break;
      case 'tools-dropped':
        notes.drop(event.tools);
        break;
      case 'sources':
        notes.read(event.sources);
        break;
      case 'thought':
        listener.thought(event.request, event.text);
        break;
      case 'damaged':
        listener.damaged(event.reason);
        break;
      case 'usage':
        listener.use(event.request, event.usage, event.modelVersion);
        break;
      case 'finished':
        outcome = event.outcome;
        break;
      default:
        break;
    }
  }
  const { dropped, sources } = notes;
  return { outcome, coverage: ledger.all(), context: ledger.context(), dropped, sources, secrets };
}

/** Beside the bundle; in a checkout, where they were installed. */
const grammarFolder = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '../../node_modules/@vscode/tree-sitter-wasm/wasm')
  : join(import.meta.dirname, 'grammars');

function keyOf({ root, path }: FileRef): string {
  return `${root}/${path}`;
}
