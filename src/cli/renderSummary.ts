import { severities, type Severity } from '../core/finding.ts';
import { isOpen, type ReportedCoverage, type ReviewReport } from '../core/report/reviewReport.ts';
import { dollars } from './dollars.ts';
import { plural, safeLine, safePath, safeText, wrap } from './safeText.ts';
import type { Style } from './style.ts';

/** Files listed of each state; the reports have them all. */
const mostListed = 200;

const stateWords: Readonly<Record<ReportedCoverage['state'], string>> = {
  reviewed: 'reviewed',
  partly: 'in part',
  skipped: 'skipped',
  'not-reviewed': 'NOT REVIEWED',
};

/** What a review came to: every file with what became of it, the findings by severity, tokens and cost. */
export function renderSummary(report: ReviewReport, style: Style, columns: number): string {
  const { coverage, outcome } = report;
  const lines: string[] = [];
  if (coverage.length > 0) lines.push(style.bold('Files'), ...coverageLines(report, style, columns), '');
  const prose = (text: string, paint: (line: string) => string): void => {
    if (text !== '') lines.push(...wrap(text, columns).map(paint));
  };
  prose(countsLine(report), (line) => style.bold(line));
  prose(hiddenLine(report), (line) => style.dim(line));
  prose(usageLine(report), (line) => style.dim(line));
  prose(endLine(outcome), (line) => style.severity('high', line));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function coverageLines(
  { coverage, findings }: ReviewReport,
  style: Style,
  columns: number,
): readonly string[] {
  const width = Math.max(...Object.values(stateWords).map(({ length }) => length));
  const lines: string[] = [];
  for (const state of ['reviewed', 'partly', 'not-reviewed', 'skipped'] as const) {
    const own = coverage.filter((entry) => entry.state === state);
    for (const entry of own.slice(0, mostListed)) {
      const note = entry.state === 'reviewed' ? findingsIn(entry.file, findings) : entry.message;
      const head = `  ${stateWords[state].padEnd(width)}  `;
      const file = safePath(entry.file);
      const text = note === '' ? file : `${file}  (${safeLine(note)})`;
      const indent = ' '.repeat(head.length);
      const wrapped = wrap(text, Math.max(10, columns - head.length));
      const block = wrapped.map((line, index) => (index === 0 ? head : indent) + line).join('\n');
      lines.push(state === 'skipped' ? style.dim(block) : block);
    }
    if (own.length > mostListed) lines.push(`  … and ${own.length - mostListed} more ${stateWords[state]}`);
  }
  return lines;
}

function findingsIn(file: string, findings: ReviewReport['findings']): string {
  const count = findings.filter((finding) => finding.file === file && isOpen(finding)).length;
  return count === 0 ? '' : plural(count, 'finding');
}

function countsLine({ findings, coverage, outcome }: ReviewReport): string {
  if (outcome.kind === 'nothing-to-review') return 'There is nothing to review.';
  const open = findings.filter(isOpen);
  const counts = severities.flatMap((severity: Severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const reviewed = coverage.filter(({ state }) => state === 'reviewed').length;
  const wanted = coverage.filter(({ state }) => state !== 'skipped').length;
  const skipped = coverage.length - wanted;
  // “No findings” would pass for a clean review.
  if (open.length === 0 && reviewed === 0 && outcome.kind !== 'completed') return 'Nothing was reviewed.';
  const parts = [
    counts.length === 0 ? 'No findings' : `${plural(open.length, 'finding')}: ${counts.join(', ')}`,
    `${reviewed} of ${plural(wanted, 'file')} reviewed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `${parts.join('. ')}.`;
}

/** What is known and not shown. */
function hiddenLine({ findings, secrets }: ReviewReport): string {
  const count = (test: (finding: ReviewReport['findings'][number]) => boolean) =>
    findings.filter(test).length;
  const known = count(({ state, baseline }) => baseline === 'unchanged' && state !== 'dismissed');
  const parts = [
    [count(({ state }) => state === 'fixed'), 'fixed'],
    [count(({ state }) => state === 'dismissed'), 'dismissed'],
    [count(({ state }) => state === 'filtered'), 'held back'],
    [known, 'in the baseline'],
    [secrets.length, secrets.length === 1 ? 'secret masked' : 'secrets masked'],
  ] as const;
  return parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ');
}

function usageLine({ usage, cost, review }: ReviewReport): string {
  if (usage === undefined) return '';
  const seconds = (Date.parse(review.endedAt) - Date.parse(review.startedAt)) / 1000;
  const parts = [
    safeText(review.modelVersion ?? review.model),
    `${usage.input} tokens in (${usage.cachedInput} cached), ${usage.output + usage.thoughts} out`,
    ...(cost === undefined ? ['price not known'] : [`about ${dollars(cost)}`]),
    `${seconds.toFixed(1)} s`,
  ];
  return parts.join(' - ');
}

function endLine(outcome: ReviewReport['outcome']): string {
  if (outcome.kind === 'interrupted') return 'Interrupted: this is what was reviewed until then.';
  return outcome.kind === 'failed' ? safeText(outcome.failure.message) : '';
}
