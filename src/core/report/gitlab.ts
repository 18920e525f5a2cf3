import type { Severity } from '../finding.ts';
import { isOpen, ruleName, type ReviewReport } from './reviewReport.ts';
import { strictJson } from './strictJson.ts';

const levels: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/** A GitLab Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function formatGitlab(report: ReviewReport): string {
  const entries = report.findings.filter(isOpen).map((finding) => ({
    description: `${finding.title}: ${finding.explanation}`,
    check_name: ruleName(finding),
    fingerprint: finding.fingerprint,
    severity: levels[finding.severity],
    location: {
      path: finding.file,
      // A line is required; a finding about the whole file stands at its top.
      lines: { begin: finding.place?.startLine ?? 1, end: finding.place?.endLine ?? 1 },
    },
  }));
  return `${strictJson(entries)}\n`;
}
