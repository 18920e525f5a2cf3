import { mostLeftOut, type AgentReview } from '../core/report/agentPage.ts';
import type { ReportedFinding, ReviewReport } from '../core/report/reviewReport.ts';
import { readDismissals, today } from './dismissals.ts';

/** What an agent is told of a review beside its findings. `problem`: why it did not come to its end. */
export function agentReviewOf(report: ReviewReport, problem?: string): AgentReview {
  const { review, outcome, coverage, cost } = report;
  const left = coverage.flatMap((entry) =>
    entry.state === 'reviewed' ? [] : [{ file: entry.file, why: entry.message }],
  );
  const told = problem ?? (outcome.kind === 'failed' ? outcome.failure.message : undefined);
  return {
    scope: `${review.scope.kind} ${review.scope.detail}`.trim(),
    model: review.modelVersion ?? review.model,
    outcome: outcome.kind,
    ...(told === undefined ? {} : { problem: told }),
    filesReviewed: coverage.length - left.length,
    filesLeftOut: left.slice(0, mostLeftOut),
    filesLeftOutInAll: left.length,
    ...(cost === undefined ? {} : { costInDollars: cost }),
  };
}

/** The findings of a kept report as they are to be shown now: what was dismissed since is. */
export async function findingsNow(
  { findings }: ReviewReport,
  root: string,
): Promise<readonly ReportedFinding[]> {
  const day = today();
  const dismissed = new Set(
    ((await readDismissals(root)) ?? []).flatMap(({ target, until }) =>
      target.kind === 'finding' && (until === undefined || until >= day) ? [target.id] : [],
    ),
  );
  return findings.map((finding) =>
    dismissed.has(finding.fingerprint) ? { ...finding, state: 'dismissed' } : finding,
  );
}
