import type { MaskedSecret } from '../collect/maskFiles.ts';
import type { ReviewFailure } from '../errors.ts';
import { paceRequests } from '../model/pacedClient.ts';
import { runBounded } from '../model/runBounded.ts';
import type { ModelClient } from '../modelClient.ts';
import type { Clock, Syntax } from '../ports.ts';
import type { MaskedReview } from './maskedReview.ts';
import type { ReviewFindings } from './reviewFindings.ts';
import { reviewInFull, type FullEvent, type FullPart, type FullSettings } from './reviewInFull.ts';

/** Secrets that were taken out of what is sent, where and by which rule: all of them so far. */
export interface MaskedEvent {
  readonly kind: 'masked';
  readonly found: readonly MaskedSecret[];
}

/** Every part to its end, several at the same time; gives the first failure of one. */
export async function* askParts(
  parts: readonly FullPart[],
  findings: ReviewFindings,
  masked: MaskedReview,
  settings: FullSettings,
  { client, clock, syntax }: { readonly client: ModelClient; readonly clock: Clock; readonly syntax: Syntax },
  signal: AbortSignal,
): AsyncGenerator<FullEvent | MaskedEvent, ReviewFailure | undefined, void> {
  const share = shareOut(settings.concurrentRequests, parts.length);
  let numbered = parts.length * settings.passes;
  const asking = { client: paceRequests(client, clock), clock, syntax, nextRequest: () => numbered++ };
  const shared = { ...settings, concurrentRequests: share.within };
  const waiting = new Set(parts);
  const tasks = parts.map((part) => (abort: AbortSignal) => {
    waiting.delete(part);
    return reviewInFull(part, findings, shared, asking, abort);
  });
  let failure: ReviewFailure | undefined;
  let told = masked.found.length;
  for await (const event of runBounded(tasks, share.parts, signal)) {
    if (event.kind === 'part-failed') failure ??= event.failure;
    yield event;
    if (event.kind === 'looked-up' && masked.found.length > told) {
      told = masked.found.length;
      yield { kind: 'masked', found: [...masked.found] };
    }
  }
  // None begins after an abort: a file that is also in a part that was read is not read to its end.
  for (const { files } of waiting)
    yield { kind: 'part-failed', files, failure: { kind: 'cancelled' }, begun: false };
  return failure;
}

/** At most so many requests run at the same time: parts side by side, and within each its passes and follow-ups. */
function shareOut(limit: number, parts: number): { readonly parts: number; readonly within: number } {
  const outer = Math.max(1, Math.min(limit, parts));
  return { parts: outer, within: Math.max(1, Math.floor(limit / outer)) };
}
