import { compareSeverity, severities } from '../finding.ts';
import { codeSpan, fenced, plainCell, plainMarkdown } from './plainMarkdown.ts';
import {
  isOpen,
  ruleName,
  type ReportedCoverage,
  type ReportedFinding,
  type ReviewReport,
} from './reviewReport.ts';

/** Skips listed one by one; a repository may have thousands. */
const mostListed = 100;

/** The review for people to read, as a comment or a file. */
export function formatMarkdown(report: ReviewReport): string {
  const open = report.findings.filter(isOpen).toSorted((a, b) => compareSeverity(a.severity, b.severity));
  const blocks = [
    '# Flash Review',
    headline(report, open),
    ...open.map(section),
    ...coverageBlocks(report.coverage),
    ...besideBlocks(report),
    footer(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function headline({ outcome, coverage }: ReviewReport, open: readonly ReportedFinding[]): string {
  const reviewed = coverage.filter(({ state }) => state === 'reviewed').length;
  const counts = severities.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const found = counts.length === 0 ? 'No findings' : `Findings: ${counts.join(', ')}`;
  const ended: Record<typeof outcome.kind, string> = {
    completed: '',
    'nothing-to-review': ' There was nothing to review.',
    interrupted: ' **The review was interrupted; this is what it had found.**',
    failed: ` **The review is not complete: ${outcome.kind === 'failed' ? plainCell(outcome.failure.message) : ''}**`,
  };
  return `${found}. ${reviewed} of ${coverage.length} files reviewed.${ended[outcome.kind]}`;
}

function section(finding: ReportedFinding): string {
  const { place, severity, confidence, cwe, fingerprint, excerpt, file } = finding;
  const where = place === undefined ? file : `${file}:${place.startLine}`;
  const facts = [
    codeSpan(where),
    codeSpan(ruleName(finding)),
    ...(cwe === undefined ? [] : [`[CWE-${cwe}](https://cwe.mitre.org/data/definitions/${cwe}.html)`]),
    `${Math.round(confidence * 100)} % sure`,
    codeSpan(fingerprint),
  ];
  const blocks = [`## ${severity}: ${plainCell(finding.title)}`, facts.join(' · ')];
  if (place !== undefined && excerpt !== undefined) blocks.push(fenced(languageOf(file), numbered(finding)));
  blocks.push(plainMarkdown(finding.explanation));
  for (const { before, after } of finding.fix?.edits ?? [])
    blocks.push(fenced('diff', [...marked('-', before), ...marked('+', after)].join('\n')));
  return blocks.join('\n\n');
}

function numbered({ excerpt }: ReportedFinding): string {
  const { startLine = 1, lines = [] } = excerpt ?? {};
  const width = String(startLine + lines.length).length;
  return lines.map((line, index) => `${String(startLine + index).padStart(width)} ${line}`).join('\n');
}

function marked(mark: string, text: string): readonly string[] {
  if (text === '') return [];
  return text
    .replace(/\r?\n$/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => `${mark}${line}`);
}

/** The word behind a fence; nothing of a file's name but letters and digits. */
function languageOf(file: string): string {
  return /\.([a-z0-9]{1,10})$/i.exec(file)?.[1]?.toLowerCase() ?? '';
}

function coverageBlocks(coverage: readonly ReportedCoverage[]): readonly string[] {
  const left = coverage.flatMap((entry) => (entry.state === 'reviewed' ? [] : [entry]));
  if (left.length === 0) return [];
  const rows = left
    .toSorted((a, b) => Number(a.state === 'skipped') - Number(b.state === 'skipped'))
    .slice(0, mostListed)
    .map(({ file, state, message }) => {
      const why = state === 'partly' ? `only in part: ${message}` : message;
      return `| ${plainCell(file)} | ${plainCell(why)} |`;
    });
  const more = left.length > mostListed ? [`… and ${left.length - mostListed} more.`] : [];
  return ['## Not reviewed', ['| File | Why |', '| --- | --- |', ...rows].join('\n'), ...more];
}

/** Addresses are words of others: shown to be read, not to be followed. */
function besideBlocks({ context = [], sources = [] }: ReviewReport): readonly string[] {
  return [
    ...(context.length === 0 ? [] : ['## Read for context', listOf(context)]),
    ...(sources.length === 0 ? [] : ['## Web pages read', listOf(sources.map(({ address }) => address))]),
  ];
}

function listOf(texts: readonly string[]): string {
  const shown = texts.slice(0, mostListed).map((text) => `- ${codeSpan(text)}`);
  return shown.join('\n');
}

function footer({ review, usage, cost, secrets, tool }: ReviewReport): string {
  const facts = [plainCell(review.modelVersion ?? review.model), `effort ${plainCell(review.effort)}`];
  if (usage !== undefined) facts.push(`${usage.input} tokens in, ${usage.output + usage.thoughts} out`);
  if (cost !== undefined) facts.push(`about $${cost.toFixed(4)}`);
  if (secrets.length > 0) facts.push(`${secrets.length} secrets masked`);
  return `${tool.name} ${tool.version} · ${facts.join(' · ')}`;
}
