import type { ReportedCoverage, ReportedFinding, ReviewFacts, ReviewReport } from './reviewReport.ts';

/**
 * One line of a review as it goes. `started` is the first, `finished` the last; a finding may come again when more
 * is known of it: the last one of a fingerprint counts.
 */
export type ReportEvent =
  | { readonly kind: 'started'; readonly tool: ReviewReport['tool']; readonly review: ReviewFacts }
  | { readonly kind: 'finding'; readonly finding: ReportedFinding }
  | { readonly kind: 'file'; readonly coverage: ReportedCoverage }
  | ({ readonly kind: 'finished' } & Pick<ReviewReport, 'outcome' | 'secrets' | 'usage' | 'cost'> & {
        readonly endedAt: string;
        readonly modelVersion?: string;
      });

/** One JSON object and a line feed; docs/schemas/event.schema.json describes it. */
export function formatEvent(event: ReportEvent): string {
  return `${JSON.stringify({ version: 1, ...event })}\n`;
}

export function finishedEvent({ outcome, secrets, usage, cost, review }: ReviewReport): ReportEvent {
  return {
    kind: 'finished',
    outcome,
    endedAt: review.endedAt,
    ...(review.modelVersion === undefined ? {} : { modelVersion: review.modelVersion }),
    secrets,
    ...(usage === undefined ? {} : { usage }),
    ...(cost === undefined ? {} : { cost }),
  };
}

/** A whole review, after it has ended. */
export function formatNdjson(report: ReviewReport): string {
  const { endedAt: _endedAt, modelVersion: _modelVersion, ...facts } = report.review;
  const events: readonly ReportEvent[] = [
    { kind: 'started', tool: report.tool, review: facts },
    ...report.findings.map((finding): ReportEvent => ({ kind: 'finding', finding })),
    ...report.coverage.map((coverage): ReportEvent => ({ kind: 'file', coverage })),
    finishedEvent(report),
  ];
  return events.map(formatEvent).join('');
}
