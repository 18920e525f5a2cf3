import type { ChangedFile, SkippedFile } from '../change.ts';
import type { DismissedClaim } from '../dismissedClaim.ts';
import type { Thoroughness } from '../effort.ts';
import type { CostFailure, ReviewFailure } from '../errors.ts';
import type { Finding } from '../finding.ts';
import type { ModelClient } from '../modelClient.ts';
import { overrun } from '../plan/confirmTokens.ts';
import type { Clock, SecretScanner, SymbolPlaces } from '../ports.ts';
import type { ToolDiagnostic } from '../toolDiagnostic.ts';
import type { KnownFindings } from '../verify/filterFindings.ts';
import type { Screening } from '../verify/screening.ts';
import { askParts, type MaskedEvent } from './askParts.ts';
import { gatherMaterial, type MaterialPorts, type MaterialRequest } from './gatherMaterial.ts';
import { maskReview } from './maskedReview.ts';
import { partsOfPlan, type PartSettings } from './partOfPlan.ts';
import { estimateFrame, narrowed, planReview } from './planReview.ts';
import { foresee, sizeParts, type Preflight, type PreflightWishes } from './preflight.ts';
import { ReviewFindings } from './reviewFindings.ts';
import type { FullEvent, FullSettings } from './reviewInFull.ts';
import { openTools, type ToolWishes } from './reviewTools.ts';
import { scopeInTurns } from './scopeInTurns.ts';

export interface ReviewRequest
  extends MaterialRequest, Thoroughness, Screening, ToolWishes, PreflightWishes, PartSettings, FullSettings {
  /** Fingerprints of texts that look like secrets and are none. */
  readonly maskingExceptions: ReadonlySet<string>;
  /** Input tokens one request may hold as the service counts them. */
  readonly inputTokenLimit: number;
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

/** In order of occurrence; the last is always `finished`, and nothing is thrown for an expected failure. */
export type ReviewEvent =
  | { readonly kind: 'collected'; readonly files: readonly ChangedFile[] }
  | { readonly kind: 'skipped'; readonly files: readonly SkippedFile[] }
  | MaskedEvent
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
  if (!gathered.ok) return yield failed(gathered.failure);
  const material = gathered.value;
  yield { kind: 'collected', files: material.files };

  const diagnostics = ports.diagnostics?.(material.files) ?? [];
  const told = { diagnostics, dismissed: ports.dismissed?.() ?? [] };
  const masking = { allowed: request.maskingExceptions, hash: ports.hash };
  const masked = await maskReview(material, told, ports.secrets, masking, signal);
  if (masked === undefined) return yield failed({ kind: 'cancelled' });
  if (masked.found.length > 0) yield { kind: 'masked', found: masked.found };

  const { inputTokenBudget, calibration = 1 } = request;
  const room = { budget: Math.floor(inputTokenBudget / calibration), frame: estimateFrame(masked) };
  const plan = await planReview(masked, material, room);
  const skipped = [...material.skipped, ...plan.skipped];
  if (skipped.length > 0) yield { kind: 'skipped', files: skipped };
  if (plan.requests.length === 0) return yield finished({ kind: 'nothing-to-review' });

  const { files } = material;
  const { known, judge = (finding) => finding, syntax, client } = ports;
  const reviewed = await scopeInTurns(files);
  const findings = new ReviewFindings({ ...request, reviewed, diagnostics, known, judge });
  const tools = openTools(request, files, masked, ports);
  if (tools.missing.length > 0) yield { kind: 'tools-dropped', tools: tools.missing };
  const context = { settings: request, masked, findings, ...tools, syntax, signal };
  const parts = partsOfPlan(plan, context);
  const sized = sizeParts(parts, plan.requests, room.frame);
  const preflight = await foresee(plan.requests, sized, masked, tools, request, client, signal);
  yield { kind: 'planned', preflight };
  const refused = await ports.approve(preflight, signal);
  if (signal.aborted) return yield failed({ kind: 'cancelled' });
  if (refused !== undefined) return yield failed(refused);

  const excess = await overrun(sized, room.budget, request.inputTokenLimit, client, signal);
  const smaller = excess > 1 ? await planReview(masked, material, narrowed(room, excess)) : undefined;
  if (smaller !== undefined && smaller.skipped.length > 0)
    yield { kind: 'skipped', files: [...material.skipped, ...smaller.skipped] };
  const asked = smaller === undefined ? parts : partsOfPlan(smaller, context);
  let failure = yield* askParts(asked, findings, masked, request, ports, signal);
  yield* findings.finish();
  if (signal.aborted) failure ??= { kind: 'cancelled' };
  yield failure === undefined ? finished({ kind: 'completed' }) : failed(failure);
}

function failed(failure: ReviewFailure): ReviewEvent {
  return finished({ kind: 'failed', failure });
}

function finished(outcome: ReviewOutcome): ReviewEvent {
  return { kind: 'finished', outcome };
}
