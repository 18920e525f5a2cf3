import { compareSeverity, type Severity } from '../core/finding.ts';
import { isOpen, type ReviewReport } from '../core/report/reviewReport.ts';

export const exitCodes = { clean: 0, findings: 1, wrongUse: 2, notReviewed: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a review says to the shell. One that is not complete says so, whatever it found. */
export function exitCodeOf({ outcome, findings }: ReviewReport, failOn: Severity | 'none'): ExitCode {
  if (outcome.kind === 'interrupted') return exitCodes.interrupted;
  if (outcome.kind === 'failed') return exitCodes.notReviewed;
  const counts = findings.some(
    (finding) => failOn !== 'none' && isOpen(finding) && compareSeverity(finding.severity, failOn) <= 0,
  );
  return counts ? exitCodes.findings : exitCodes.clean;
}
