import * as l10n from '@vscode/l10n';
import type { VNode } from 'preact';
import { severities, type Severity } from '../core/finding.ts';
import { exportFormats, type ShownReport } from '../core/report/reportPage.ts';
import { CoverageView } from './coverageView.tsx';
import { FindingView } from './findingView.tsx';
import { severityLabel } from './labels.ts';
import { chooseFindings, type PlacedFinding } from './reportFilter.ts';
import type { ReportPage } from './reportState.ts';

/** Drawn at first, and more on each wish: ten thousand at once would take seconds. */
const firstDrawn = 50;

/** A report from its headline to what was not read. */
export function ReportView({
  report,
  page,
}: {
  readonly report: ShownReport;
  readonly page: ReportPage;
}): VNode {
  const { title, notices, facts, findings, coverage, canExport, canShow } = report;
  const { open, settled, hidden } = chooseFindings(findings, page.state);
  return (
    <>
      <header>
        <h1>{title}</h1>
        <p class="headline">{headline(report)}</p>
        {notices.map((notice) => (
          <p class="notice">{notice}</p>
        ))}
        <dl class="tiles">
          {facts.map(({ label, value }) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div class="buttons">
          {canShow && (
            <button type="button" onClick={() => page.ask({ kind: 'show-findings' })}>
              {l10n.t('Show in Editor')}
            </button>
          )}
          {canExport &&
            exportFormats.map((format) => (
              <button type="button" class="secondary" onClick={() => page.ask({ kind: 'export', format })}>
                {exportLabel(format)}
              </button>
            ))}
          <button type="button" class="secondary" onClick={() => page.ask({ kind: 'history' })}>
            {l10n.t('Review History')}
          </button>
        </div>
      </header>
      {findings.length > 0 && <FilterBar report={report} page={page} hidden={hidden} />}
      {severities.map((severity) => (
        <Group
          id={severity}
          title={severityLabel(severity)}
          findings={open.filter(({ finding }) => finding.severity === severity)}
          page={page}
        />
      ))}
      <Group id="settled" title={l10n.t('Settled or held back')} findings={settled} page={page} />
      {coverage.length > 0 && <CoverageView coverage={coverage} page={page} />}
    </>
  );
}

function FilterBar({
  report,
  page,
  hidden,
}: {
  readonly report: ShownReport;
  readonly page: ReportPage;
  readonly hidden: number;
}): VNode {
  const off = new Set<Severity>(page.state.off);
  const count = (severity: Severity): number =>
    report.findings.filter((finding) => finding.severity === severity && !finding.settled).length;
  const toggle = (severity: Severity): void =>
    page.keep({
      off: severities.filter((one) => (one === severity ? !off.has(one) : off.has(one))),
    });
  return (
    <section class="filter" aria-label={l10n.t('Filter')}>
      <div role="group" aria-label={l10n.t('Severities shown')}>
        {severities
          .filter((severity) => count(severity) > 0)
          .map((severity) => (
            <button
              type="button"
              class={`toggle severity-${severity}`}
              aria-pressed={!off.has(severity)}
              onClick={() => toggle(severity)}
            >
              {severityLabel(severity)} {count(severity)}
            </button>
          ))}
      </div>
      <input
        type="search"
        aria-label={l10n.t('Find in findings')}
        placeholder={l10n.t('Find in findings')}
        value={page.state.text}
        onInput={({ currentTarget }) => page.keep({ text: currentTarget.value })}
      />
      <p role="status">{hidden > 0 ? l10n.t('{0} hidden by the filter', hidden) : ''}</p>
    </section>
  );
}

function Group({
  id,
  title,
  findings,
  page,
}: {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly PlacedFinding[];
  readonly page: ReportPage;
}): VNode | null {
  if (findings.length === 0) return null;
  const drawn = page.state.drawn[id] ?? firstDrawn;
  const more = Math.min(findings.length - drawn, firstDrawn);
  return (
    <section aria-labelledby={`group-${id}`}>
      <h2 id={`group-${id}`}>
        {title} <span class="count">{findings.length}</span>
      </h2>
      {findings.slice(0, drawn).map(({ finding, at }) => (
        <FindingView key={at} finding={finding} open={() => page.ask({ kind: 'open-finding', at })} />
      ))}
      {more > 0 && (
        <button
          type="button"
          class="secondary"
          onClick={() => page.keep({ drawn: { ...page.state.drawn, [id]: drawn + more } })}
        >
          {l10n.t('Show {0} more of {1}', more, findings.length - drawn)}
        </button>
      )}
    </section>
  );
}

function headline({ findings, coverage }: ShownReport): string {
  const open = findings.filter(({ settled }) => !settled);
  const counts = severities.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severityLabel(severity)}`];
  });
  const found = counts.length === 0 ? l10n.t('No findings') : l10n.t('Findings: {0}', counts.join(', '));
  if (coverage.length === 0) return `${found}.`;
  const reviewed = coverage.filter(({ state }) => state === 'reviewed').length;
  return `${found}. ${l10n.t('{0} of {1} files reviewed.', reviewed, coverage.length)}`;
}

function exportLabel(format: (typeof exportFormats)[number]): string {
  return {
    markdown: l10n.t('Export Markdown'),
    json: l10n.t('Export JSON'),
    sarif: l10n.t('Export SARIF'),
  }[format];
}
