import * as vscode from 'vscode';
import { compareReviews, type ComparedReview, type Comparison } from '../../core/history/compareReviews.ts';
import {
  fromHistoryPage,
  type ComparedFinding,
  type FromHistoryPage,
  type ShownReview,
  type ToHistoryPage,
} from '../../core/history/historyPage.ts';
import type { RecordedFinding, ReviewRecord } from '../../core/history/reviewHistory.ts';
import { comparedReview } from '../../core/history/keptReport.ts';
import { openPlace } from '../openPlace.ts';
import type { PagePorts } from './pagePorts.ts';
import { createPanel, PagePanel } from './pagePanel.ts';
import type { ReviewArchive } from './reviewArchive.ts';
import { costLabel, scopeLabel } from '../review/reviewWords.ts';

export type HistoryPage = PagePanel<ToHistoryPage, FromHistoryPage>;

/** The one tab with the reviews of this workspace. */
export class HistoryPanel implements vscode.Disposable {
  readonly #ports: PagePorts;
  readonly #archive: ReviewArchive;
  readonly #openReview: (id: string) => void;
  readonly #subscription: { dispose(): void };
  #page: HistoryPage | undefined;
  #comparison: Comparison | undefined;

  constructor(ports: PagePorts, archive: ReviewArchive, openReview: (id: string) => void) {
    this.#ports = ports;
    this.#archive = archive;
    this.#openReview = openReview;
    this.#subscription = archive.history.onDidChange(() => void this.#page?.refresh());
  }

  show(): HistoryPage {
    this.#page?.panel.reveal();
    return this.#page ?? this.restore(createPanel('history', title()));
  }

  /** Takes over a tab that the editor brought back. */
  restore(panel: vscode.WebviewPanel): HistoryPage {
    const page: HistoryPage = new PagePanel(
      panel,
      {
        name: 'history',
        title: title(),
        address: 'history',
        from: fromHistoryPage,
        content: async () => {
          await this.#archive.flush();
          return { kind: 'history', reviews: this.#archive.history.all().map(shownReview) };
        },
        receive: async (asked) => this.#receive(asked, page),
      },
      this.#ports,
    );
    this.#page = page;
    panel.onDidDispose(() => {
      if (this.#page === page) this.#page = undefined;
    });
    return page;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#page?.panel.dispose();
  }

  async #receive(asked: FromHistoryPage, page: HistoryPage): Promise<void> {
    switch (asked.kind) {
      case 'open-review':
        return this.#openReview(asked.id);
      case 'compare':
        return this.#compare(asked.ids, page);
      case 'open-finding': {
        const finding = this.#comparison?.[asked.group][asked.at];
        if (finding === undefined) return;
        const { id, file, line } = finding;
        const start = { line: line ?? 0, character: 0 };
        return openPlace(
          { id, file, ...(line === undefined ? {} : { range: { start, end: start } }) },
          this.#ports.store,
        );
      }
      case 'clear':
        return this.#clear();
    }
  }

  /** The one that began first is the older, in whatever order they were chosen. */
  async #compare(ids: readonly [string, string], page: HistoryPage): Promise<void> {
    const records = ids.flatMap((id) => this.#archive.history.get(id) ?? []);
    const [older, newer] = records.toSorted((a, b) => a.startedMs - b.startedMs);
    if (older === undefined || newer === undefined) return;
    const comparison = compareReviews(await this.#compared(older), await this.#compared(newer));
    this.#comparison = comparison;
    await page.post({
      kind: 'comparison',
      older: older.id,
      newer: newer.id,
      groups: {
        added: comparison.added.map(shownFinding),
        open: comparison.open.map(shownFinding),
        fixed: comparison.fixed.map(shownFinding),
        unknown: comparison.unknown.map(shownFinding),
      },
    });
  }

  async #compared({ id, findings = [] }: ReviewRecord): Promise<ComparedReview> {
    const kept = await this.#archive.report(id);
    return kept === undefined ? { findings, fixed: new Set(), wholeFiles: new Set() } : comparedReview(kept);
  }

  async #clear(): Promise<void> {
    const clear = vscode.l10n.t('Clear History');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Clear the history of reviews?'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The reports of all reviews of this workspace are deleted; open findings stay.',
        ),
      },
      clear,
    );
    if (chosen === clear) await this.#archive.clear();
  }
}

function title(): string {
  return vscode.l10n.t('Review History');
}

function shownReview(record: ReviewRecord): ShownReview {
  const { id, startedMs, elapsedMs, scope, outcome, modelVersion, dollars, coverage, counts } = record;
  return {
    id,
    startedMs,
    elapsedMs,
    scope: scopeLabel(scope),
    outcome:
      outcome === 'completed'
        ? vscode.l10n.t('Completed')
        : outcome === 'cancelled'
          ? vscode.l10n.t('Stopped')
          : vscode.l10n.t('Failed'),
    completed: outcome === 'completed',
    model: modelVersion ?? '',
    cost: costLabel(dollars),
    reviewed: coverage.reviewed,
    files: coverage.files,
    counts,
  };
}

function shownFinding({ severity, title: what, file, line }: RecordedFinding): ComparedFinding {
  return { severity, title: what, file: file.path, ...(line === undefined ? {} : { line: line + 1 }) };
}
