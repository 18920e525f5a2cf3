import { formatGithub } from '../core/report/github.ts';
import { formatGitlab } from '../core/report/gitlab.ts';
import { formatJson } from '../core/report/json.ts';
import { formatMarkdown } from '../core/report/markdown.ts';
import { formatNdjson } from '../core/report/ndjson.ts';
import { formatRdjson } from '../core/report/rdjson.ts';
import { isOpen, type ReviewReport } from '../core/report/reviewReport.ts';
import { formatSarif } from '../core/report/sarif.ts';
import type { Format } from './command.ts';
import { renderFinding } from './renderFinding.ts';
import { renderSummary } from './renderSummary.ts';
import { createStyle, type Style } from './style.ts';
import { filePage, type Page } from './terminal.ts';

const writers: Readonly<Record<Format, (report: ReviewReport) => string>> = {
  text: (report) => formatText(report, createStyle(false), filePage),
  json: formatJson,
  ndjson: formatNdjson,
  markdown: formatMarkdown,
  sarif: formatSarif,
  rdjson: formatRdjson,
  github: formatGithub,
  gitlab: formatGitlab,
};

export function formatReport(report: ReviewReport, format: Format): string {
  return writers[format](report);
}

export function formatText(report: ReviewReport, style: Style, page: Page): string {
  const findings = report.findings.filter(isOpen).map((finding) => renderFinding(finding, style, page));
  return findings.join('') + renderSummary(report, style, page.prose);
}
