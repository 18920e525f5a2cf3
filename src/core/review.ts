import type { ChangedFile, SkippedFile } from './change.ts';
import { maskSecrets, type MaskedFiles } from './collect/maskSecrets.ts';
import type { CostFailure, ReviewFailure } from './errors.ts';
import type { RawFinding } from './finding.ts';
import { gatherMaterial, type Material, type MaterialPorts, type MaterialRequest } from './gatherMaterial.ts';
import { placeFinding, TextsUnderReview } from './placeFinding.ts';
import { estimateTokens } from './plan/estimateTokens.ts';
import { planRequests, type PlannedRequest } from './plan/planRequests.ts';
import type { Clock, ModelClient, ThinkingLevel } from './ports.ts';
import { buildPrompt } from './prompt/buildPrompt.ts';
import { numberLines } from './prompt/numberLines.ts';
import { settleInPresent } from './settleInPresent.ts';
import { reviewPart, type PartEvent, type ReviewPart } from './reviewPart.ts';
import { DuplicateFilter } from './verify/filterFindings.ts';

export interface ReviewRequest extends MaterialRequest {
  readonly id: string;
  /** As the service names it. */
  readonly model: string;
  readonly thinking: ThinkingLevel;
  /** Input tokens one request may take, instructions included. */
  readonly inputTokenBudget: number;
  /** Each request is given up after so long, in ms. */
  readonly deadlineMs: number;
  /** The request is given up when nothing arrives for so long, in ms. */
  readonly silenceMs: number;
}

/** Everything a review reaches outside itself. */
export interface ReviewPorts extends MaterialPorts {
  readonly client: ModelClient;
  readonly clock: Clock;
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
  /** `secrets` different secrets were taken out of what is sent. */
  | { readonly kind: 'masked'; readonly secrets: number }
  | { readonly kind: 'planned'; readonly preflight: Preflight }
  | Exclude<PartEvent, { kind: 'part-failed' }>
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

  const masked = maskSecrets(material.files);
  if (masked.secrets > 0) yield { kind: 'masked', secrets: masked.secrets };
  const frame = estimateFrame(material);
  const plan = planRequests(
    masked.files,
    (file) => estimateTokens(numberLines(file)),
    request.inputTokenBudget - frame,
  );
  const skipped = [...material.skipped, ...plan.skipped];
  if (skipped.length > 0) yield { kind: 'skipped', files: skipped };
  if (plan.requests.length === 0) return yield finished({ kind: 'nothing-to-review' });
  const preflight: Preflight = {
    files: plan.requests.reduce((sum, planned) => sum + planned.files.length, 0),
    requests: plan.requests.length,
    tokens: plan.requests.reduce((sum, planned) => sum + planned.tokens + frame, 0),
    secrets: masked.secrets,
    guidance: material.guidance.map(({ source }) => source),
    attachments: material.attachments.map(({ label }) => label),
  };
  yield { kind: 'planned', preflight };
  const refused = await ports.approve(preflight, signal);
  if (signal.aborted) return yield finished({ kind: 'failed', failure: { kind: 'cancelled' } });
  if (refused !== undefined) return yield finished({ kind: 'failed', failure: refused });

  const duplicates = new DuplicateFilter();
  let failure: ReviewFailure | undefined;
  for (const [index, planned] of plan.requests.entries()) {
    const part = partOf(request, index, planned, material, masked, duplicates);
    for await (const event of reviewPart(part, ports.client, ports.clock, signal)) {
      if (event.kind === 'part-failed') failure ??= event.failure;
      else yield event;
    }
    if (signal.aborted) break;
  }
  yield finished(failure === undefined ? { kind: 'completed' } : { kind: 'failed', failure });
}

/** One planned request, with the way its findings are placed in the reviewed texts. */
function partOf(
  request: ReviewRequest,
  index: number,
  planned: PlannedRequest,
  { guidance, attachments }: Material,
  masked: MaskedFiles,
  duplicates: DuplicateFilter,
): ReviewPart {
  const { system, contents, schema } = buildPrompt(planned.files, {
    guidance,
    // Once is enough: they belong to no single file.
    attachments: index === 0 ? attachments : [],
  });
  const texts = new TextsUnderReview(planned.files);
  const fallbackRoot = planned.files[0]?.ref.root ?? '';
  return {
    index,
    files: planned.files,
    request: { model: request.model, thinking: request.thinking, system, contents, schema },
    silenceMs: request.silenceMs,
    deadlineMs: request.deadlineMs,
    place: (raw, modelVersion) => {
      const placed = placeFinding(unmask(raw, masked), texts, { id: request.id, modelVersion, fallbackRoot });
      const admitted = duplicates.admit(placed);
      return admitted === undefined ? undefined : settleInPresent(admitted, texts.find(raw.file));
    },
  };
}

/** A picture of at most 3072 pixels a side is cut into tiles: https://ai.google.dev/gemini-api/docs/tokens */
const tokensPerAttachment = 1_120;

/** Input tokens of everything in a request but its files. */
function estimateFrame({ guidance, attachments }: Material): number {
  const { system, contents } = buildPrompt([], { guidance });
  const texts = [system, ...contents].filter((content) => typeof content === 'string');
  return (
    texts.reduce((sum, text) => sum + estimateTokens(text), 0) + attachments.length * tokensPerAttachment
  );
}

function finished(outcome: ReviewOutcome): ReviewEvent {
  return { kind: 'finished', outcome };
}

/** What the model quoted and wrote stands against the real text again; its prose keeps the placeholders. */
function unmask(raw: RawFinding, masked: MaskedFiles): RawFinding {
  return {
    ...raw,
    quote: masked.restore(raw.quote),
    replacement: raw.replacement === null ? null : masked.restore(raw.replacement),
  };
}
