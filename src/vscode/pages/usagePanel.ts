import * as vscode from 'vscode';
import { findingsByFolder } from '../../core/findings/findingsByFolder.ts';
import { fromUsagePage, type FromUsagePage, type ToUsagePage } from '../../core/usage/usagePage.ts';
import { readSetting } from '../configuration.ts';
import { today } from '../findings/dismissals.ts';
import { createPanel, PagePanel } from './pagePanel.ts';
import type { PagePorts } from './pagePorts.ts';

export type UsagePage = PagePanel<ToUsagePage, FromUsagePage>;

/** More folders than this are no picture any more. */
const mostFolders = 40;

/** Quiet time before the page is told again, in ms: a review adds findings one by one. */
const quietMs = 300;

/** The one tab with what was used and spent. */
export class UsagePanel implements vscode.Disposable {
  readonly #ports: PagePorts;
  #page: UsagePage | undefined;

  constructor(ports: PagePorts) {
    this.#ports = ports;
  }

  show(): UsagePage {
    this.#page?.panel.reveal();
    return this.#page ?? this.restore(createPanel('usage', title()));
  }

  /** Takes over a tab that the editor brought back. */
  restore(panel: vscode.WebviewPanel): UsagePage {
    const page: UsagePage = new PagePanel(
      panel,
      {
        name: 'usage',
        title: title(),
        address: 'usage',
        from: fromUsagePage,
        content: async () => this.#content(),
        receive,
      },
      this.#ports,
    );
    this.#page = page;
    const following = this.#follow(page);
    panel.onDidDispose(() => {
      following.dispose();
      if (this.#page === page) this.#page = undefined;
    });
    return page;
  }

  dispose(): void {
    this.#page?.panel.dispose();
  }

  async #content(): Promise<ToUsagePage> {
    const { spending, store } = this.#ports;
    return {
      kind: 'usage',
      today: today(),
      budget: readSetting('dailyBudget'),
      entries: await spending.all(),
      folders: findingsByFolder(store.shown(), mostFolders),
    };
  }

  /** This window's ledger and that of others, the findings and the budget. */
  #follow(page: UsagePage): vscode.Disposable {
    let timer: NodeJS.Timeout | undefined;
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void page.refresh(), quietMs);
    };
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(this.#ports.usageFolder, '*.json'),
    );
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      this.#ports.spending.onDidAdd(changed),
      this.#ports.store.onDidChange(({ placesOnly }) => {
        if (!placesOnly) changed();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('flashReview.dailyBudget')) changed();
      }),
      new vscode.Disposable(() => clearTimeout(timer)),
    );
  }
}

async function receive(asked: FromUsagePage): Promise<void> {
  if (asked.kind === 'setting')
    await vscode.commands.executeCommand('workbench.action.openSettings', `flashReview.${asked.name}`);
  else await vscode.commands.executeCommand('flashReview.reviewWorkingChanges');
}

function title(): string {
  return vscode.l10n.t('Flash Review Usage');
}
