import type { Thoroughness } from '../effort.ts';
import type { ModelClient } from '../modelClient.ts';
import { countAll, type SizedRequest } from '../plan/confirmTokens.ts';
import { estimateLater, type LaterRequests } from '../plan/laterRequests.ts';
import { estimateLookUps, estimateTools, type ToolEstimate } from '../plan/lookUps.ts';
import type { PlannedRequest } from '../plan/planRequests.ts';
import type { MaskedReview } from './maskedReview.ts';
import type { FullPart } from './reviewInFull.ts';
import type { ReviewTools } from './reviewTools.ts';

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

export interface PreflightWishes extends Pick<Thoroughness, 'passes' | 'verify' | 'fixes'> {
  /** What estimates are multiplied with to meet the service's count; 1 when not given. */
  readonly calibration?: number;
  /** Have the service count everything before the user is asked; only what nears the limit when not given. */
  readonly countTokens?: boolean;
}

/** The first request of each part with what it comes to; `frame` is what each holds beside its files, in tokens. */
export function sizeParts(
  parts: readonly FullPart[],
  requests: readonly PlannedRequest[],
  frame: number,
): readonly SizedRequest[] {
  return parts.map((part, index) => ({
    request: async () => (await part.reading(0)).request,
    tokens: (requests[index]?.tokens ?? 0) + frame,
  }));
}

export async function foresee(
  requests: readonly PlannedRequest[],
  sized: readonly SizedRequest[],
  masked: MaskedReview,
  tools: ReviewTools,
  wishes: PreflightWishes,
  client: ModelClient,
  signal: AbortSignal,
): Promise<Preflight> {
  const { passes, calibration = 1 } = wishes;
  const counted = wishes.countTokens === true ? await countAll(sized, client, signal) : undefined;
  const estimated = calibration * sized.reduce((sum, { tokens }) => sum + tokens, 0);
  return {
    files: new Set(requests.flatMap(({ files }) => files.map(({ label }) => label))).size,
    requests: passes * requests.length,
    tokens: passes * (counted ?? Math.round(estimated)),
    later: estimateLater(requests, wishes),
    lookUps: estimateLookUps(tools.toolbox === undefined ? [] : sized, passes),
    tools: estimateTools(tools.serviceTools, passes * requests.length),
    secrets: new Set(masked.found.map(({ fingerprint }) => fingerprint)).size,
    guidance: masked.guidance.map(({ source }) => source),
    attachments: masked.attachments.map(({ label }) => label),
  };
}
