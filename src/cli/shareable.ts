import type { SecretScanner } from '../core/ports.ts';
import { maskReported } from '../core/report/maskReported.ts';
import type { ReportedFinding, ReviewReport } from '../core/report/reviewReport.ts';

/** A report as it may leave this machine: in a file, the log of a build, or the answer to an agent. */
export async function shareable(report: ReviewReport): Promise<ReviewReport> {
  return { ...report, findings: await shareableFindings(report.findings) };
}

/** Findings as they may. */
export async function shareableFindings(
  findings: readonly ReportedFinding[],
): Promise<readonly ReportedFinding[]> {
  scanner ??= import('../node/secretScanner.ts').then(({ createSecretScanner }) => createSecretScanner());
  return maskReported(findings, await scanner);
}

/** Dear to make, and findings that stream come one by one. */
let scanner: Promise<SecretScanner> | undefined;
