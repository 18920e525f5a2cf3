import type { ChangedFile, SkippedFile } from './change.ts';
import type { MaskedSecret } from './collect/maskFiles.ts';
import type { CostFailure, ReviewFailure } from './errors.ts';
import type { Finding } from './finding.ts';
import { countAll, overrun } from './confirmTokens.ts';
import { gatherMaterial, type MaterialPorts, type MaterialRequest } from './gatherMaterial.ts';
import { maskAll, MaskedReview } from './maskedReview.ts';
import { paceRequests } from './model/pacedClient.ts';
import { placeFinding, TextsUnderReview } from './placeFinding.ts';
import type { PlannedRequest } from './plan/planRequests.ts';
import { estimateFrame, planAll } from './planReview.ts';
import type { Clock, ModelClient, SecretScanner, Syntax, ThinkingLevel } from './ports.ts';
import { buildPrompt } from './prompt/buildPrompt.ts';
import { runBounded } from './runBounded.ts';
import { settleInPresent } from './settleInPresent.ts';
import { reviewPart, type PartEvent, type ReviewPart } from './reviewPart.ts';
import { gateFix } from './verify/parsesNoWorse.ts';
import { DuplicateFilter, type KnownFindings } from './verify/filterFindings.ts';

export interface ReviewRequest extends MaterialRequest {
  /** Fingerprints of texts that look like secrets and are none. */
  readonly maskingExceptions: ReadonlySet<string>;
  readonly id: string;
  /** As the service names it. */
  readonly model: string;
  readonly thinking: ThinkingLevel;
  /** Output tokens of one answer, thinking included; left to the model when not given. */
  readonly maxOutputTokens?: number;
  /** Asked when the service stays overloaded; none when empty. */
  readonly fallbackModel?: string;
  /** So many run at the same time, at most. */
  readonly concurrentRequests: number;
  /** What estimates are multiplied with to meet the service's count; 1 when not given. */
  readonly calibration?: number;
  /** Have the service count everything before the user is asked; only what nears the limit when not given. */
  readonly countTokens?: boolean;
  /** Input tokens one request may hold as the service counts them. */
  readonly inputTokenLimit: number;
  /** Input tokens one request may take, instructions included. */
  readonly inputTokenBudget: number;
  /** Each request is given up after so long, in ms. */
  readonly deadlineMs: number;
  /** The request is given up when nothing arrives for so long, in ms. */
  readonly silenceMs: number;
}

/** Everything a review reaches outside itself. */
export interface ReviewPorts extends MaterialPorts {
  readonly secrets: SecretScanner;
  /** SHA-256 in hexadecimal. */
  readonly hash: (text: string) => string;
  readonly client: ModelClient;
  readonly clock: Clock;
  /** Findings of earlier reviews: one that comes again keeps its name. */
  readonly known?: KnownFindings;
  /** Asked once, before anything is sent; a failure ends the review. */
  readonly approve: (preflight: Preflight, signal: AbortSignal) => Promise<CostFailure | undefined>;
}

/** What is about to be sent. */
export interface Preflight {
  readonly files: number;
  readonly requests: number;
  /** Estimated input of all requests, instructions included. */
  readonly tokens: number;
  /** Different secrets that were taken out. */
  readonly secrets: number;
  /** Sources of guidance that goes along. */
  readonly guidance: readonly string[];
  /** Labels of images and documents that go along. */
  readonly attachments: readonly string[];
}

/** In order of occurrence; the last is always `finished`, and nothing is thrown for an expected failure. */
export type ReviewEvent =
  | { readonly kind: 'collected'; readonly files: readonly ChangedFile[] }
  | { readonly kind: 'skipped'; readonly files: readonly SkippedFile[] }
  /** Secrets that were taken out of what is sent, where and by which rule. */
  | { readonly kind: 'masked'; readonly found: readonly MaskedSecret[] }
  | { readonly kind: 'planned'; readonly preflight: Preflight }
  | PartEvent
  | { readonly kind: 'finished'; readonly outcome: ReviewOutcome };

export type ReviewOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'nothing-to-review' }
  | { readonly kind: 'failed'; readonly failure: ReviewFailure };

/**
 * One review, from scope to findings; the order of the steps is visible here and nowhere else.
 * `signal` ends it with `failed: cancelled`; findings that came before an end of any kind stand.
 */
export async function* review(
  request: ReviewRequest,
  ports: ReviewPorts,
  signal: AbortSignal,
): AsyncGenerator<ReviewEvent, void, void> {
  const gathered = await gatherMaterial(request, ports, signal);
  if (!gathered.ok) return yield finished({ kind: 'failed', failure: gathered.failure });
  const material = gathered.value;
  yield { kind: 'collected', files: material.files };

  const allowed = { allowed: request.maskingExceptions, hash: ports.hash };
  const scanned = await unlessAborted(maskAll(material, ports.secrets, allowed, signal), signal);
  if (scanned === undefined) return yield finished({ kind: 'failed', failure: { kind: 'cancelled' } });
  const masked = new MaskedReview(scanned, material, ports.secrets);
  if (scanned.found.length > 0) yield { kind: 'masked', found: scanned.found };
  const frame = estimateFrame(masked);
  const { inputTokenLimit: limit, calibration = 1 } = request;
  const budget = Math.floor(request.inputTokenBudget / calibration);
  let plan = await planAll(masked, material, budget - frame);
  const skipped = [...material.skipped, ...plan.skipped];
  if (skipped.length > 0) yield { kind: 'skipped', files: skipped };
  if (plan.requests.length === 0) return yield finished({ kind: 'nothing-to-review' });
  const duplicates = new DuplicateFilter(ports.known);
  // Each prompt is made when its turn comes: those of a whole repository are too much to hold at once.
  const partsOf = ({ requests, map }: typeof plan) =>
    requests.map(
      (planned, index) => () =>
        partOf(request, index, planned, map, masked, duplicates, ports.syntax, signal),
    );
  let parts = partsOf(plan);
  const sized = parts.map((part, index) => ({
    request: () => part().request,
    tokens: (plan.requests[index]?.tokens ?? 0) + frame,
  }));
  const counted = request.countTokens === true ? await countAll(sized, ports.client, signal) : undefined;
  const preflight: Preflight = {
    files: new Set(plan.requests.flatMap(({ files }) => files.map(({ label }) => label))).size,
    requests: plan.requests.length,
    tokens:
      counted ??
      Math.round(calibration * plan.requests.reduce((sum, planned) => sum + planned.tokens + frame, 0)),
    secrets: new Set(scanned.found.map(({ fingerprint }) => fingerprint)).size,
    guidance: material.guidance.map(({ source }) => source),
    attachments: material.attachments.map(({ label }) => label),
  };
  yield { kind: 'planned', preflight };
  const refused = await ports.approve(preflight, signal);
  if (signal.aborted) return yield finished({ kind: 'failed', failure: { kind: 'cancelled' } });
  if (refused !== undefined) return yield finished({ kind: 'failed', failure: refused });

  let failure: ReviewFailure | undefined;
  const excess = await overrun(sized, budget, limit, ports.client, signal);
  if (excess > 1) {
    plan = await planAll(masked, material, Math.floor((budget / excess) * replanMargin) - frame);
    if (plan.skipped.length > 0) yield { kind: 'skipped', files: [...material.skipped, ...plan.skipped] };
    parts = partsOf(plan);
  }
  const client = paceRequests(ports.client, ports.clock);
  const tasks = parts.map((part) => (abort: AbortSignal) => reviewPart(part(), client, ports.clock, abort));
  for await (const event of runBounded(tasks, request.concurrentRequests, signal)) {
    if (event.kind === 'part-failed') failure ??= event.failure;
    yield event;
  }
  if (signal.aborted) failure ??= { kind: 'cancelled' };
  yield finished(failure === undefined ? { kind: 'completed' } : { kind: 'failed', failure });
}

/** Smaller requests repeat more of what stands around the files. */
const replanMargin = 0.97;

/** One planned request, with the way its findings are placed in the reviewed texts. */
function partOf(
  request: ReviewRequest,
  index: number,
  planned: PlannedRequest,
  map: string,
  masked: MaskedReview,
  duplicates: DuplicateFilter,
  syntax: Syntax,
  signal: AbortSignal,
): ReviewPart {
  const { system, contents, schema } = buildPrompt(planned.files, {
    guidance: masked.guidance,
    map,
    // Once is enough: they belong to no single file.
    attachments: index === 0 ? masked.attachments : [],
  });
  const texts = new TextsUnderReview(planned.files.map((file) => masked.original(file)));
  const fallbackRoot = planned.files[0]?.ref.root ?? '';
  return {
    index,
    files: planned.files,
    request: {
      model: request.model,
      thinking: request.thinking,
      system,
      contents,
      schema,
      ...(request.maxOutputTokens === undefined ? {} : { maxOutputTokens: request.maxOutputTokens }),
      // All but the task: what a later review of the same texts begins with.
      stableContents: contents.length - 1,
    },
    fallbackModel: request.fallbackModel ?? '',
    silenceMs: request.silenceMs,
    deadlineMs: request.deadlineMs,
    place: async (raw, modelVersion) => {
      const placed = placeFinding(masked.unmask(raw), texts, { id: request.id, modelVersion, fallbackRoot });
      const file = texts.find(raw.file);
      const admitted = duplicates.admit(placed, texts.placeIn(file));
      if (admitted === undefined) return undefined;
      const gated = await withGatedFix(admitted.finding, file, syntax, signal);
      return { ...admitted, finding: settleInPresent(gated, file) };
    },
  };
}

/** A fix that would make the file parse worse is for a preview only. */
async function withGatedFix(
  finding: Finding,
  file: ChangedFile | undefined,
  syntax: Syntax,
  signal: AbortSignal,
): Promise<Finding> {
  if (finding.fix === undefined || file?.text === undefined) return finding;
  return { ...finding, fix: await gateFix(finding.fix, file.ref.path, file.text, syntax, signal) };
}

function finished(outcome: ReviewOutcome): ReviewEvent {
  return { kind: 'finished', outcome };
}

/** Undefined when the signal ended it; whatever else is thrown is a bug. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
