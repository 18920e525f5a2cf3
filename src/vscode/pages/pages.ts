import * as vscode from 'vscode';
import { pathOf } from '../documents.ts';
import type { FinishedReview, ReviewRecorder } from '../review/finishedReview.ts';
import type { PageDesk } from './pageDesk.ts';
import type { PagePorts } from './pagePorts.ts';

/** Tabs and archive of reviews as the window knows them before any is needed. */
export class Pages implements ReviewRecorder, vscode.Disposable {
  readonly #ports: PagePorts;
  readonly #serializers: vscode.Disposable;
  #desk: Promise<PageDesk> | undefined;
  #recorded: Promise<void> = Promise.resolve();

  constructor(ports: PagePorts) {
    this.#ports = ports;
    this.#serializers = vscode.Disposable.from(
      ...(['report', 'history', 'usage'] as const).map((name) =>
        vscode.window.registerWebviewPanelSerializer(`flashReview.${name}`, {
          deserializeWebviewPanel: async (panel, state) => (await this.desk()).restore(name, panel, state),
        }),
      ),
    );
  }

  async desk(): Promise<PageDesk> {
    this.#desk ??= import('./pageDesk.ts').then(async ({ openPageDesk }) => openPageDesk(this.#ports));
    return this.#desk;
  }

  record(finished: FinishedReview): void {
    const before = this.#recorded;
    this.#recorded = (async () => {
      await before;
      try {
        await (await this.desk()).record(finished);
      } catch (bug) {
        this.#ports.log.error(bug instanceof Error ? bug : String(bug));
      }
    })();
  }

  /** The report of the last review; a tab that says so when there was none. */
  async showReport(): Promise<void> {
    await this.#recorded;
    const desk = await this.desk();
    const [last] = desk.archive.history.all();
    if (last === undefined) await desk.showHistory();
    else desk.reports.showReview(last.id);
  }

  async showHistory(): Promise<void> {
    await (await this.desk()).showHistory();
  }

  async showUsage(): Promise<void> {
    (await this.desk()).usage.show();
  }

  /** Asks for the file where none is named. */
  async importReport(named: vscode.Uri | undefined): Promise<void> {
    const chosen =
      named === undefined
        ? await vscode.window.showOpenDialog({
            title: vscode.l10n.t('Import SARIF Report'),
            filters: { SARIF: ['sarif', 'json'] },
          })
        : [named];
    const path = chosen?.[0] && pathOf(chosen[0]);
    if (path !== undefined) (await this.desk()).reports.showImport(path);
  }

  /** Settles when what was recorded is on disk. */
  async flush(): Promise<void> {
    await this.#recorded;
  }

  dispose(): void {
    this.#serializers.dispose();
    void this.#desk?.then((desk) => desk.dispose());
  }
}
