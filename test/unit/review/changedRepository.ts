import { thoroughnessOf, type EffortWishes } from '../../../src/core/effort.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { ServiceTool } from '../../../src/core/modelClient.ts';
import type { Syntax } from '../../../src/core/ports.ts';
import { review, type ReviewEvent } from '../../../src/core/review/review.ts';
import type { ToolDiagnostic } from '../../../src/core/toolDiagnostic.ts';
import { screeningOf, type ScreeningWishes } from '../../../src/core/verify/screening.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { RecordedRequest } from '../../emulator/recordedRequest.ts';
import { clientOf, portsAround, requestWith } from './arrangedReview.ts';

export interface ReviewWishes extends Partial<EffortWishes & ScreeningWishes> {
  readonly concurrentRequests?: number;
  readonly inputTokenBudget?: number;
  readonly verificationModel?: string;
  readonly serviceTools?: readonly ServiceTool[];
  readonly diagnostics?: readonly ToolDiagnostic[];
  readonly judge?: (finding: Finding) => Finding;
  readonly signal?: AbortSignal;
  /** Told of each event as it comes. */
  readonly see?: (event: ReviewEvent) => void;
}

/** Everything a review of the uncommitted changes of a repository tells, with the service in place of the model's. */
export async function reviewChanges(
  root: string,
  service: Emulator,
  syntax: Syntax,
  wishes: ReviewWishes = {},
): Promise<readonly ReviewEvent[]> {
  const events: ReviewEvent[] = [];
  const screening = {
    minimumSeverity: 'info',
    minimumConfidence: 0,
    maxFindingsPerFile: null,
    maxFindings: null,
    outsideChange: 'holdBack',
    ...wishes,
  } as const;
  const effort = {
    effort: 'standard',
    thinkingLevel: 'auto',
    verify: 'auto',
    fixes: 'auto',
    ...wishes,
  } as const;
  const { verificationModel, inputTokenBudget, concurrentRequests = 3, serviceTools = [] } = wishes;
  const request = requestWith({
    ...thoroughnessOf(effort),
    ...screeningOf(screening),
    ...(verificationModel === undefined ? {} : { verificationModel }),
    ...(inputTokenBudget === undefined ? {} : { inputTokenBudget }),
    concurrentRequests,
    serviceTools,
  });
  const ports = portsAround(root, clientOf(service.url), syntax, {
    diagnostics: () => wishes.diagnostics ?? [],
    ...(wishes.judge === undefined ? {} : { judge: wishes.judge }),
  });
  for await (const event of review(request, ports, wishes.signal ?? new AbortController().signal)) {
    wishes.see?.(event);
    events.push(event);
  }
  return events;
}

/** Every finding as it was last told. */
export function lastKnown(events: readonly ReviewEvent[]): readonly Finding[] {
  const known = new Map<string, Finding>();
  for (const event of events) {
    if (event.kind === 'finding' || event.kind === 'revised') known.set(event.finding.id, event.finding);
  }
  return [...known.values()];
}

/** What a request is about, by its heading. */
export function stepOf({ body }: RecordedRequest): 'find' | 'verify' | 'fix' | 'recheck' {
  const text = JSON.stringify(body);
  if (text.includes('=== claims to check ===')) return 'verify';
  if (text.includes('=== defects to fix ===')) return 'fix';
  return text.includes('=== claim to check again ===') ? 'recheck' : 'find';
}
