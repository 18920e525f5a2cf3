import * as vscode from 'vscode';
import type { KeptReport } from '../../core/history/keptReport.ts';
import type { ReviewRecord } from '../../core/history/reviewHistory.ts';
import type { ShownFinding, ShownReport } from '../../core/report/reportPage.ts';
import type { ReportedFinding, ReviewReport } from '../../core/report/reviewReport.ts';
import { filterSentence } from '../messages.ts';
import { numberLabel, whenLabel } from '../numbers.ts';
import { costLabel, durationLabel, scopeLabel } from '../review/reviewWords.ts';

/** What the report page shows of a kept review. */
export function reportContent({ report, files, notices, timings }: KeptReport): ShownReport {
  return {
    title: scopeLabel(report.review.scope),
    notices: [...noticesOf(report), ...notices],
    facts: factsOf(report, timings),
    findings: report.findings.map(shownFinding),
    coverage: report.coverage.map((file) => ({
      file: file.file,
      state: file.state,
      why: file.state === 'reviewed' ? '' : file.message,
      canOpen: rootFor(file.file, report, files) !== undefined,
    })),
    canExport: true,
    canShow: false,
  };
}

/** The little that is known of a review from before reports were kept. */
export function recordContent(record: ReviewRecord): ShownReport {
  const { scope, startedMs, elapsedMs, modelVersion, dollars, findings = [] } = record;
  return {
    title: scopeLabel(scope),
    notices: [vscode.l10n.t('An earlier version of Flash Review kept no report, only what is listed here.')],
    facts: facts([
      [vscode.l10n.t('Started'), whenLabel(startedMs)],
      [vscode.l10n.t('Took'), durationLabel(elapsedMs)],
      [vscode.l10n.t('Model'), modelVersion ?? ''],
      [vscode.l10n.t('Cost'), costLabel(dollars)],
    ]),
    findings: findings.map(({ severity, title, file, line }) => ({
      severity,
      title,
      explanation: '',
      file: file.path,
      ...(line === undefined ? {} : { line: line + 1 }),
      notes: [],
      settled: false,
      edits: [],
      canOpen: true,
    })),
    coverage: [],
    canExport: false,
    canShow: false,
  };
}

/** The root of a file of the coverage: that of the findings when they all share one. */
export function rootFor(
  file: string,
  { findings }: ReviewReport,
  files: KeptReport['files'],
): string | undefined {
  const same = findings.findIndex((finding) => finding.file === file);
  if (same >= 0 && files[same]?.path === file) return files[same].root;
  const roots = new Set(files.map(({ root }) => root));
  return roots.size === 1 ? [...roots][0] : undefined;
}

function shownFinding(finding: ReportedFinding): ShownFinding {
  const { severity, title, explanation, file, place, category, rule, cwe, confidence, fix, state } = finding;
  return {
    severity,
    title,
    explanation,
    file,
    ...(place === undefined ? {} : { line: place.startLine }),
    category,
    ...(rule === undefined ? {} : { rule }),
    ...(cwe === undefined ? {} : { cwe }),
    confidence,
    notes: notesOf(finding),
    settled: state === 'filtered' || state === 'dismissed' || state === 'fixed',
    ...excerptOf(finding),
    edits: (fix?.edits ?? []).map(({ before, after }) => ({ before, after })),
    canOpen: true,
  };
}

function excerptOf({ excerpt, place }: ReportedFinding): Pick<ShownFinding, 'excerpt'> {
  if (excerpt === undefined || place === undefined) return {};
  return { excerpt: { ...excerpt, from: place.startLine, to: place.endLine } };
}

function notesOf({ state, filtered, anchor, verification }: ReportedFinding): readonly string[] {
  const notes: string[] = [];
  if (filtered !== undefined) notes.push(filterSentence(filtered));
  if (state === 'dismissed') notes.push(vscode.l10n.t('dismissed'));
  if (state === 'fixed') notes.push(vscode.l10n.t('fixed'));
  if (state === 'changed') notes.push(vscode.l10n.t('changed since the review'));
  if (state === 'gone') notes.push(vscode.l10n.t('its code is gone'));
  if (anchor === 'none') notes.push(vscode.l10n.t('no exact line'));
  if (anchor === 'line-only') notes.push(vscode.l10n.t('placed by line number only'));
  if (anchor === 'relocated') notes.push(vscode.l10n.t('placed by the closest matching code'));
  if (verification === 'confirmed') notes.push(vscode.l10n.t('stood a second look'));
  if (verification === 'unresolved') notes.push(vscode.l10n.t('a second look came to no answer'));
  return notes;
}

function noticesOf({ outcome, secrets }: ReviewReport): readonly string[] {
  const notices: string[] = [];
  if (outcome.kind === 'failed')
    notices.push(vscode.l10n.t('The review is not complete: {0}', outcome.failure.message));
  if (outcome.kind === 'interrupted')
    notices.push(vscode.l10n.t('The review was stopped; this is what it had found.'));
  if (secrets.length > 0)
    notices.push(
      secrets.length === 1
        ? vscode.l10n.t('One secret was masked before anything was sent.')
        : vscode.l10n.t('{0} secrets were masked before anything was sent.', secrets.length),
    );
  return notices;
}

function factsOf(
  { review, usage, cost }: ReviewReport,
  timings: KeptReport['timings'],
): ShownReport['facts'] {
  const { startedAt, endedAt, model, modelVersion, effort } = review;
  const { firstFindingMs, waitedMs = 0 } = timings;
  return facts([
    [vscode.l10n.t('Started'), whenLabel(Date.parse(startedAt))],
    [vscode.l10n.t('Took'), durationLabel(Date.parse(endedAt) - Date.parse(startedAt) - waitedMs)],
    [
      vscode.l10n.t('First finding'),
      firstFindingMs === undefined ? '' : vscode.l10n.t('after {0}', durationLabel(firstFindingMs)),
    ],
    [vscode.l10n.t('Model'), modelVersion ?? model],
    [vscode.l10n.t('Effort'), effort],
    [vscode.l10n.t('Cost'), costLabel(cost)],
    [
      vscode.l10n.t('Tokens'),
      usage === undefined
        ? ''
        : vscode.l10n.t(
            '{0} in ({1} cached), {2} out',
            numberLabel(usage.input),
            numberLabel(usage.cachedInput),
            numberLabel(usage.output + usage.thoughts),
          ),
    ],
  ]);
}

function facts(pairs: readonly (readonly [string, string])[]): ShownReport['facts'] {
  return pairs.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}
