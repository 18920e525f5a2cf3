import type { Severity } from '../finding.ts';
import { isOpen, ruleName, type ReportedFinding, type ReviewReport } from './reviewReport.ts';

const commands: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

/**
 * Workflow commands, one a line, that become annotations of a GitHub Actions run:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function formatGithub(report: ReviewReport): string {
  const lines = report.findings.filter(isOpen).map(annotation);
  for (const entry of report.coverage)
    if (entry.state === 'not-reviewed' || entry.state === 'partly')
      lines.push(command('warning', { file: entry.file, title: 'Not reviewed' }, entry.message));
  if (report.outcome.kind === 'failed')
    lines.push(command('error', { title: 'Flash Review' }, report.outcome.failure.message));
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(finding: ReportedFinding): string {
  const { file, place, severity, title, explanation } = finding;
  const properties: Record<string, string | number> = { file };
  if (place !== undefined) {
    properties['line'] = place.startLine;
    properties['endLine'] = place.endLine;
    // Columns are taken on one line only.
    if (place.startLine === place.endLine) {
      properties['col'] = place.startColumn;
      properties['endColumn'] = place.endColumn;
    }
  }
  properties['title'] = `${title} (${severity}, ${ruleName(finding)})`;
  return command(commands[severity], properties, explanation);
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${given.join(',')}::${escapeData(message)}`;
}

/** As the runner's own toolkit escapes, so that no line of a message is read as another command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
