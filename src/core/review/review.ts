import type { ChangedFile, SkippedFile } from '../change.ts';
import type { MaskedSecret } from '../collect/maskFiles.ts';
import type { DismissedClaim } from '../dismissedClaim.ts';
import type { Thoroughness } from '../effort.ts';
import type { CostFailure, ReviewFailure } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { paceRequests } from '../model/pacedClient.ts';
import { runBounded } from '../model/runBounded.ts';
import type { ModelClient } from '../modelClient.ts';
import { countAll, overrun } from '../plan/confirmTokens.ts';
import { estimateTokens } from '../plan/estimateTokens.ts';
import { estimateLater, type LaterRequests } from '../plan/laterRequests.ts';
import { estimateLookUps, estimateTools, type ToolEstimate } from '../plan/lookUps.ts';
import type { Clock, SecretScanner, SymbolPlaces } from '../ports.ts';
import { diagnosticsText } from '../prompt/diagnosticsText.ts';
import { dismissedText } from '../prompt/dismissedText.ts';
import type { ToolDiagnostic } from '../toolDiagnostic.ts';
import type { KnownFindings } from '../verify/filterFindings.ts';
import type { Screening } from '../verify/screening.ts';
import { gatherMaterial, type MaterialPorts, type MaterialRequest } from './gatherMaterial.ts';
import { maskAll, MaskedReview } from './maskedReview.ts';
import { partOfPlan } from './partOfPlan.ts';
import { estimateFrame, planAll } from './planReview.ts';
import { ReviewFindings } from './reviewFindings.ts';
import { reviewInFull, type FullEvent, type FullPart } from './reviewInFull.ts';
import { openTools, type ToolWishes } from './reviewTools.ts';
import { withoutSecrets } from './withoutSecrets.ts';

export interface ReviewRequest extends MaterialRequest, Thoroughness, Screening, ToolWishes {
  /** Fingerprints of texts that look like secrets and are none. */
  readonly maskingExceptions: ReadonlySet<string>;
  readonly id: string;
  /** As the service names it. */
  readonly model: string;
  /** Of second looks. */
  readonly verificationModel: string;
  /** Input tokens that a second look may take; as much as a review when not given. */
  readonly verificationTokenBudget?: number;
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
  /** What other tools already show in the texts under review: not said again. */
  readonly diagnostics?: (files: readonly ChangedFile[]) => readonly ToolDiagnostic[];
  /** What was dismissed and still counts: the model need not report it. */
  readonly dismissed?: () => readonly DismissedClaim[];
  /** A finding as the user has decided on it: dismissed, held back with its kind, or as it came. */
  readonly judge?: (finding: Finding) => Finding;
  /** What language services know of names; the parser and the text tell when not given. */
  readonly symbols?: SymbolPlaces;
  /** Asked once, before anything is sent; a failure ends the review. */
  readonly approve: (preflight: Preflight, signal: AbortSignal) => Promise<CostFailure | undefined>;
}

/** What is about to be sent. */
export interface Preflight {
  readonly files: number;
  readonly requests: number;
  /** Estimated input of all requests, instructions included. */
  readonly tokens: number;
  /** What may be sent on top of that, about findings: a second look, fixes. */
  readonly later: LaterRequests;
  /** What may be sent on top of that to look into other files. */
  readonly lookUps: LaterRequests;
  /** What tools of the service may add. */
  readonly tools: ToolEstimate;
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
  | FullEvent
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
  const known = ports.diagnostics?.(material.files) ?? [];
  const diagnostics = await withoutSecrets(
    known,
    ({ file, message }) => ({ path: file.path, text: message }),
    ports.secrets,
    scanned.secrets,
  );
  const dismissed = await withoutSecrets(
    ports.dismissed?.() ?? [],
    ({ within, text }) => ({ path: within, text }),
    ports.secrets,
    scanned.secrets,
  );
  const frame =
    estimateFrame(masked) +
    estimateTokens(diagnosticsText(masked.files, diagnostics)) +
    estimateTokens(dismissedText(masked.files, dismissed));
  const { inputTokenLimit: limit, calibration = 1 } = request;
  const budget = Math.floor(request.inputTokenBudget / calibration);
  let plan = await planAll(masked, material, budget - frame);
  const skipped = [...material.skipped, ...plan.skipped];
  if (skipped.length > 0) yield { kind: 'skipped', files: skipped };
  if (plan.requests.length === 0) return yield finished({ kind: 'nothing-to-review' });
  const findings = new ReviewFindings({
    ...request,
    files: material.files,
    diagnostics: known,
    known: ports.known,
    judge: ports.judge ?? ((finding) => finding),
  });
  const tools = openTools(request, material.files, masked, ports);
  if (tools.missing.length > 0) yield { kind: 'tools-dropped', tools: tools.missing };
  // Each prompt is made when its turn comes: those of a whole repository are too much to hold at once.
  const partsOf = ({ requests, map }: typeof plan): readonly FullPart[] => {
    const told = { map, diagnostics, dismissed };
    const context = { settings: request, masked, ...told, findings, ...tools, syntax: ports.syntax, signal };
    return requests.map((planned, index) => partOfPlan(context, index, planned));
  };
  let parts = partsOf(plan);
  const sized = parts.map((part, index) => ({
    request: () => part.reading(0).request,
    tokens: (plan.requests[index]?.tokens ?? 0) + frame,
  }));
  const counted = request.countTokens === true ? await countAll(sized, ports.client, signal) : undefined;
  const estimated = calibration * sized.reduce((sum, { tokens }) => sum + tokens, 0);
  const preflight: Preflight = {
    files: new Set(plan.requests.flatMap(({ files }) => files.map(({ label }) => label))).size,
    requests: request.passes * plan.requests.length,
    tokens: request.passes * (counted ?? Math.round(estimated)),
    later: estimateLater(plan.requests, request),
    lookUps: estimateLookUps(tools.toolbox === undefined ? [] : sized, request.passes),
    tools: estimateTools(tools.serviceTools, request.passes * plan.requests.length),
    secrets: new Set(scanned.found.map(({ fingerprint }) => fingerprint)).size,
    guidance: material.guidance.map(({ source }) => source),
    attachments: material.attachments.map(({ label }) => label),
  };
  yield { kind: 'planned', preflight };
  const refused = await ports.approve(preflight, signal);
  if (signal.aborted) return yield finished({ kind: 'failed', failure: { kind: 'cancelled' } });
  if (refused !== undefined) return yield finished({ kind: 'failed', failure: refused });

  let failure: ReviewFailure | undefined;
  let told = masked.found.length;
  const excess = await overrun(sized, budget, limit, ports.client, signal);
  if (excess > 1) {
    plan = await planAll(masked, material, Math.floor((budget / excess) * replanMargin) - frame);
    if (plan.skipped.length > 0) yield { kind: 'skipped', files: [...material.skipped, ...plan.skipped] };
    parts = partsOf(plan);
  }
  const share = shareOut(request.concurrentRequests, parts.length);
  let numbered = parts.length * request.passes;
  const asking = {
    client: paceRequests(ports.client, ports.clock),
    clock: ports.clock,
    syntax: ports.syntax,
    nextRequest: () => numbered++,
  };
  const settings = { ...request, concurrentRequests: share.within };
  const tasks = parts.map(
    (part) => (abort: AbortSignal) => reviewInFull(part, findings, settings, asking, abort),
  );
  for await (const event of runBounded(tasks, share.parts, signal)) {
    if (event.kind === 'part-failed') failure ??= event.failure;
    yield event;
    if (event.kind === 'looked-up' && masked.found.length > told) {
      told = masked.found.length;
      yield { kind: 'masked', found: [...masked.found] };
    }
  }
  yield* findings.finish();
  if (signal.aborted) failure ??= { kind: 'cancelled' };
  yield finished(failure === undefined ? { kind: 'completed' } : { kind: 'failed', failure });
}

/** Smaller requests repeat more of what stands around the files. */
const replanMargin = 0.97;

/** At most so many requests run at the same time: parts side by side, and within each its passes and follow-ups. */
function shareOut(limit: number, parts: number): { readonly parts: number; readonly within: number } {
  const outer = Math.max(1, Math.min(limit, parts));
  return { parts: outer, within: Math.max(1, Math.floor(limit / outer)) };
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
