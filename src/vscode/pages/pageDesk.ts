import type * as vscode from 'vscode';
import { readSetting } from '../configuration.ts';
import type { FinishedReview } from '../review/finishedReview.ts';
import { HistoryPanel } from './historyPanel.ts';
import { addressIn, type PageName } from './pagePanel.ts';
import type { PagePorts } from './pagePorts.ts';
import { ReportPanels } from './reportPanels.ts';
import { ReviewArchive } from './reviewArchive.ts';
import { UsagePanel } from './usagePanel.ts';

/** Reports, history and usage, and the archive behind them: a bundle of its own, loaded at the first need. */
export class PageDesk implements vscode.Disposable {
  readonly archive: ReviewArchive;
  readonly reports: ReportPanels;
  readonly history: HistoryPanel;
  readonly usage: UsagePanel;

  constructor(ports: PagePorts) {
    this.archive = new ReviewArchive(ports.storage, ports.version, ports.log);
    this.reports = new ReportPanels(ports, this.archive, async () => this.showHistory());
    this.history = new HistoryPanel(ports, this.archive, (id) => void this.reports.showReview(id));
    this.usage = new UsagePanel(ports);
  }

  /** Keeps a review, and shows its report where the user wants that and has not saved a file only. */
  async record(finished: FinishedReview): Promise<void> {
    await this.archive.keep(finished);
    if (
      readSetting('openReport') === 'afterReview' &&
      !finished.unattended &&
      finished.end.kind !== 'cancelled'
    )
      this.reports.showReview(finished.id, true);
  }

  /** With what other windows on the workspace have reviewed since. */
  async showHistory(): Promise<void> {
    await this.archive.open();
    this.history.show();
  }

  /** Gives a tab that the editor brought back its page again. */
  restore(name: PageName, panel: vscode.WebviewPanel, state: unknown): void {
    if (name === 'report') this.reports.restore(panel, addressIn(state));
    else this[name].restore(panel);
  }

  dispose(): void {
    this.reports.dispose();
    this.history.dispose();
    this.usage.dispose();
  }
}

export async function openPageDesk(ports: PagePorts): Promise<PageDesk> {
  const desk = new PageDesk(ports);
  await desk.archive.open();
  return desk;
}
