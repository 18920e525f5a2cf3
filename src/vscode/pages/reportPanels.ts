import * as vscode from 'vscode';
import type { Range } from '../../core/finding.ts';
import type { KeptReport } from '../../core/history/keptReport.ts';
import { fromReportPage, type FromReportPage, type ToReportPage } from '../../core/report/reportPage.ts';
import type { Place } from '../../core/report/reviewReport.ts';
import { openPlace, type ReportPlace } from '../openPlace.ts';
import { createPanel, PagePanel } from './pagePanel.ts';
import type { PagePorts } from './pagePorts.ts';
import { rootFor, recordContent, reportContent } from './reportContent.ts';
import { exportReport } from './reportExport.ts';
import { importReport } from './reportImport.ts';
import type { ReviewArchive } from './reviewArchive.ts';
import { showImported } from './showImported.ts';
import { scopeLabel } from '../review/reviewWords.ts';
import { workspaceFolders } from '../review/sources.ts';

/** What a report page is about. */
type Source =
  { readonly kind: 'review'; readonly id: string } | { readonly kind: 'sarif'; readonly path: string };

type ReportPanel = PagePanel<ToReportPage, FromReportPage>;

/** What stands behind the places in a page's lists. */
interface Behind {
  readonly message: ToReportPage;
  readonly findings: readonly (ReportPlace | undefined)[];
  readonly files: readonly (ReportPlace | undefined)[];
  readonly kept?: KeptReport;
}

/** Report tabs, one for each review and each imported file. */
export class ReportPanels implements vscode.Disposable {
  readonly #ports: PagePorts;
  readonly #archive: ReviewArchive;
  readonly #showHistory: () => Promise<void>;
  readonly #open = new Map<string, ReportPanel>();

  constructor(ports: PagePorts, archive: ReviewArchive, showHistory: () => Promise<void>) {
    this.#ports = ports;
    this.#archive = archive;
    this.#showHistory = showHistory;
  }

  /** Brings the report of a review to the front. */
  showReview(id: string, keepsFocus = false): ReportPanel {
    return this.#show({ kind: 'review', id }, keepsFocus);
  }

  /** `path` is absolute, with `/`. */
  showImport(path: string): ReportPanel {
    return this.#show({ kind: 'sarif', path }, false);
  }

  /** Takes over a tab that the editor brought back; undefined closes it, as it does not say what it was about. */
  restore(panel: vscode.WebviewPanel, address: string | undefined): void {
    const source = sourceAt(address);
    if (source === undefined) panel.dispose();
    else this.#adopt(panel, source);
  }

  dispose(): void {
    for (const page of this.#open.values()) page.panel.dispose();
  }

  #show(source: Source, keepsFocus: boolean): ReportPanel {
    const known = this.#open.get(addressOf(source));
    if (known === undefined)
      return this.#adopt(createPanel('report', this.#titleOf(source), keepsFocus), source);
    known.panel.reveal(undefined, keepsFocus);
    void known.refresh();
    return known;
  }

  #adopt(panel: vscode.WebviewPanel, source: Source): ReportPanel {
    const address = addressOf(source);
    let behind: Promise<Behind> | undefined;
    const page: ReportPanel = new PagePanel(
      panel,
      {
        name: 'report',
        title: this.#titleOf(source),
        address,
        from: fromReportPage,
        content: async () => {
          behind = this.#behind(source);
          return (await behind).message;
        },
        receive: async (asked) => {
          if (behind !== undefined) await this.#receive(asked, source, await behind);
        },
      },
      this.#ports,
    );
    this.#open.set(address, page);
    panel.onDidDispose(() => {
      if (this.#open.get(address) === page) this.#open.delete(address);
    });
    return page;
  }

  async #receive(asked: FromReportPage, source: Source, { findings, files, kept }: Behind): Promise<void> {
    switch (asked.kind) {
      case 'open-finding':
      case 'open-file': {
        const place = (asked.kind === 'open-file' ? files : findings)[asked.at];
        if (place !== undefined) await openPlace(place, this.#ports.store);
        return;
      }
      case 'export':
        if (kept !== undefined) await exportReport(kept.report, asked.format);
        return;
      case 'show-findings':
        if (source.kind === 'sarif') await showImported(source.path, this.#ports);
        return;
      case 'history':
        return this.#showHistory();
    }
  }

  async #behind(source: Source): Promise<Behind> {
    if (source.kind === 'sarif') {
      const imported = await importReport(source.path, workspaceFolders());
      if (typeof imported === 'string')
        return { message: { kind: 'none', sentence: imported }, findings: [], files: [] };
      const { content, places } = imported;
      return { message: { kind: 'report', report: content }, findings: places, files: [] };
    }
    const kept = await this.#archive.report(source.id);
    if (kept !== undefined) return behindReport(kept);
    const record = this.#archive.history.get(source.id);
    if (record?.findings === undefined) {
      const sentence = vscode.l10n.t('This review is not in the history any more.');
      return { message: { kind: 'none', sentence }, findings: [], files: [] };
    }
    return {
      message: { kind: 'report', report: recordContent(record) },
      findings: record.findings.map(({ id, file, line }) => ({
        id,
        file,
        ...(line === undefined ? {} : { range: lineRange(line) }),
      })),
      files: [],
    };
  }

  #titleOf(source: Source): string {
    if (source.kind === 'sarif') return source.path.slice(source.path.lastIndexOf('/') + 1);
    const record = this.#archive.history.get(source.id);
    return record === undefined
      ? vscode.l10n.t('Review')
      : vscode.l10n.t('Review: {0}', scopeLabel(record.scope));
  }
}

function behindReport(kept: KeptReport): Behind {
  const { report, files } = kept;
  return {
    message: { kind: 'report', report: reportContent(kept) },
    kept,
    findings: report.findings.map(({ fingerprint, place }, at) => {
      const file = files[at];
      return file && { id: fingerprint, file, ...(place === undefined ? {} : { range: rangeOf(place) }) };
    }),
    files: report.coverage.map(({ file }) => {
      const root = rootFor(file, report, files);
      return root === undefined ? undefined : { file: { root, path: file } };
    }),
  };
}

function rangeOf({ startLine, startColumn, endLine, endColumn }: Place): Range {
  return {
    start: { line: startLine - 1, character: startColumn - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

function lineRange(line: number): Range {
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}

function addressOf(source: Source): string {
  return source.kind === 'review' ? `review:${source.id}` : `sarif:${source.path}`;
}

function sourceAt(address = ''): Source | undefined {
  const [kind, ...rest] = address.split(':');
  const what = rest.join(':');
  if (what === '') return undefined;
  if (kind === 'review') return { kind: 'review', id: what };
  return kind === 'sarif' ? { kind: 'sarif', path: what } : undefined;
}
