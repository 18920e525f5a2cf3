import type { ReviewReport } from './reviewReport.ts';
import { fileLocation, plainMessage } from './sarifText.ts';

/** How the review ran: whether it came to its end, and every file that it did not read. */
export function invocationOf(report: ReviewReport, files: readonly string[]): object {
  const { outcome, review } = report;
  const notifications: object[] = report.coverage.flatMap((entry) =>
    entry.state === 'reviewed'
      ? []
      : [
          {
            descriptor: { id: descriptorId(entry) },
            level: entry.state === 'skipped' ? 'note' : 'error',
            message: { text: plainMessage(`${entry.state.replace('-', ' ')}: ${entry.message}`) },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { ...fileLocation(entry.file), index: files.indexOf(entry.file) },
                },
              },
            ],
          },
        ],
  );
  if (outcome.kind === 'failed')
    notifications.push({
      descriptor: { id: `failed/${outcome.failure.kind}` },
      level: 'error',
      message: { text: plainMessage(outcome.failure.message) },
    });
  if (outcome.kind === 'interrupted')
    notifications.push({
      descriptor: { id: 'interrupted' },
      level: 'warning',
      message: { text: 'The review was interrupted.' },
    });
  const read = report.coverage.filter(({ state }) => state === 'reviewed').length;
  return {
    executionSuccessful: outcome.kind === 'completed' || outcome.kind === 'nothing-to-review',
    startTimeUtc: review.startedAt,
    endTimeUtc: review.endedAt,
    toolExecutionNotifications: notifications,
    properties: { filesReviewed: read, filesOfScope: report.coverage.length },
  };
}

/** What the notifications refer to, each once. */
export function notificationDescriptors({ coverage, outcome }: ReviewReport): readonly object[] {
  const ids = new Set(coverage.flatMap((entry) => (entry.state === 'reviewed' ? [] : [descriptorId(entry)])));
  if (outcome.kind === 'failed') ids.add(`failed/${outcome.failure.kind}`);
  if (outcome.kind === 'interrupted') ids.add('interrupted');
  return [...ids].toSorted().map((id) => ({ id }));
}

function descriptorId({ state, reason }: { readonly state: string; readonly reason: string }): string {
  return `${state}/${reason}`;
}
