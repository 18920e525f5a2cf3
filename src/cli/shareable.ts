import { maskReported } from '../core/report/maskReported.ts';
import type { ReviewReport } from '../core/report/reviewReport.ts';

/** A report as it may leave this machine: in a file, the log of a build, or the answer to an agent. */
export async function shareable(report: ReviewReport): Promise<ReviewReport> {
  const { createSecretScanner } = await import('../node/secretScanner.ts');
  return { ...report, findings: await maskReported(report.findings, createSecretScanner()) };
}
