import type { ChangedFile, SkippedFile } from './change.ts';
import { collectScope } from './collect/collectScope.ts';
import { maskSecrets, type MaskedFiles } from './collect/maskSecrets.ts';
import { standardSelection, type SelectionWishes } from './collect/standardSelection.ts';
import type { ReviewFailure } from './errors.ts';
import type { RawFinding } from './finding.ts';
import { placeFinding, TextsUnderReview } from './placeFinding.ts';
import { estimateTokens } from './plan/estimateTokens.ts';
import { planRequests, type PlannedRequest } from './plan/planRequests.ts';
import type { Clock, ModelClient, Overlay, SourceTree, ThinkingLevel } from './ports.ts';
import { buildPrompt } from './prompt/buildPrompt.ts';
import { numberLines } from './prompt/numberLines.ts';
import { reviewPart, type PartEvent, type ReviewPart } from './reviewPart.ts';
import type { Scope } from './scope.ts';
import { DuplicateFilter } from './verify/filterFindings.ts';

export interface ReviewRequest {
  readonly id: string;
  readonly scope: Scope;
  readonly selection: SelectionWishes;
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
export interface ReviewPorts {
  /** The roots a scope may speak of, repositories or plain folders. */
  readonly sources: readonly SourceTree[];
  readonly overlay: Overlay;
  readonly client: ModelClient;
  readonly clock: Clock;
}

/** In order of occurrence; the last is always `finished`, and nothing is thrown for an expected failure. */
export type ReviewEvent =
  | { readonly kind: 'collected'; readonly files: readonly ChangedFile[] }
  | { readonly kind: 'skipped'; readonly files: readonly SkippedFile[] }
  /** `secrets` different secrets were taken out of what is sent. */
  | { readonly kind: 'masked'; readonly secrets: number }
  /** `tokens` is the estimated input of all requests, instructions included. */
  | { readonly kind: 'planned'; readonly requests: number; readonly tokens: number }
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
  const collected = await collectScope(request.scope, ports.sources, ports.overlay, signal, {
    openSelection: standardSelection(request.selection),
  });
  if (!collected.ok) return yield finished({ kind: 'failed', failure: collected.failure });
  yield { kind: 'collected', files: collected.value.files };

  const masked = maskSecrets(collected.value.files);
  if (masked.secrets > 0) yield { kind: 'masked', secrets: masked.secrets };
  const instructions = estimateTokens(buildPrompt([]).system);
  const plan = planRequests(
    masked.files,
    (file) => estimateTokens(numberLines(file)),
    request.inputTokenBudget - instructions,
  );
  const skipped = [...collected.value.skipped, ...plan.skipped];
  if (skipped.length > 0) yield { kind: 'skipped', files: skipped };
  if (plan.requests.length === 0) return yield finished({ kind: 'nothing-to-review' });
  const tokens = plan.requests.reduce((sum, planned) => sum + planned.tokens + instructions, 0);
  yield { kind: 'planned', requests: plan.requests.length, tokens };

  const duplicates = new DuplicateFilter();
  let failure: ReviewFailure | undefined;
  for (const [index, planned] of plan.requests.entries()) {
    const part = partOf(request, index, planned, masked, duplicates);
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
  masked: MaskedFiles,
  duplicates: DuplicateFilter,
): ReviewPart {
  const { system, contents, schema } = buildPrompt(planned.files);
  const texts = new TextsUnderReview(planned.files);
  const fallbackRoot = planned.files[0]?.ref.root ?? '';
  return {
    index,
    files: planned.files,
    request: { model: request.model, thinking: request.thinking, system, contents, schema },
    silenceMs: request.silenceMs,
    deadlineMs: request.deadlineMs,
    place: (raw, modelVersion) =>
      duplicates.admit(
        placeFinding(unmask(raw, masked), texts, { id: request.id, modelVersion, fallbackRoot }),
      ),
  };
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
