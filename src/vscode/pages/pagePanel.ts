import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { pageSignal } from '../../core/pageSignal.ts';
import { pageHtml } from './pageHtml.ts';

const pageNames = ['report', 'history', 'usage'] as const;
export type PageName = (typeof pageNames)[number];

export function viewTypeOf(name: PageName): string {
  return `flashReview.${name}`;
}

/** What every page of ours needs of the window. */
export interface PageHost {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** One kind of page: what it is told, and what it asks for. */
export interface PageContract<To, From> {
  readonly name: PageName;
  readonly title: string;
  /** What the page is about; goes into its state, to find it again after a reload. */
  readonly address: string;
  readonly from: z.ZodMiniType<From>;
  /** What the page is to show, whenever it is (again) ready. */
  readonly content: () => Promise<To>;
  readonly receive: (message: From, page: PagePanel<To, From>) => Promise<void>;
}

/**
 * One of our pages in an editor tab: its document, and messages both ways, each checked where it arrives. The page
 * loses what it was told when it is hidden, and asks again when it is shown.
 */
export class PagePanel<To, From> implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly contract: PageContract<To, From>;
  readonly #host: PageHost;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #didShow = new vscode.EventEmitter<number>();
  #isReady = false;

  /** Told when the page has put what it was told on the screen; so many ms after it came. */
  readonly onDidShow = this.#didShow.event;

  constructor(panel: vscode.WebviewPanel, contract: PageContract<To, From>, host: PageHost) {
    this.panel = panel;
    this.contract = contract;
    this.#host = host;
    const folder = bundleFolder(host);
    panel.title = contract.title;
    panel.iconPath = vscode.Uri.joinPath(host.extensionUri, 'media', 'icon.png');
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.#subscriptions.push(
      panel.webview.onDidReceiveMessage(async (message: unknown) => this.#receive(message)),
      panel.onDidDispose(() => this.dispose()),
      this.#didShow,
    );
    const address = (file: string) => String(panel.webview.asWebviewUri(vscode.Uri.joinPath(folder, file)));
    panel.webview.html = pageHtml({
      name: contract.name,
      title: contract.title,
      language: vscode.env.language,
      script: address(`${contract.name}.js`),
      style: address(`${contract.name}.css`),
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(18).toString('base64url'),
      words: vscode.l10n.bundle,
      address: contract.address,
    });
  }

  /** Shows what there is to show now, as far as the page can be seen. */
  async refresh(): Promise<void> {
    if (this.#isReady && this.panel.visible) await this.post(await this.contract.content());
  }

  async post(message: To): Promise<void> {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview, not a window
    await this.panel.webview.postMessage(message);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  async #receive(message: unknown): Promise<void> {
    try {
      const signal = pageSignal.safeParse(message);
      if (signal.success) return await this.#signalled(signal.data);
      const asked = this.contract.from.safeParse(message);
      if (asked.success) await this.contract.receive(asked.data, this);
      else this.#host.log.error(`the ${this.contract.name} page asked for something unknown`);
    } catch (bug) {
      this.#host.log.error(bug instanceof Error ? bug : String(bug));
    }
  }

  async #signalled(signal: z.infer<typeof pageSignal>): Promise<void> {
    switch (signal.kind) {
      case 'ready':
        this.#isReady = true;
        return this.post(await this.contract.content());
      case 'shown':
        this.#host.log.debug(`the ${this.contract.name} page took ${Math.round(signal.tookMs)} ms to show`);
        return this.#didShow.fire(signal.tookMs);
      case 'broken':
        this.#host.log.error(`the ${this.contract.name} page could not be shown: ${signal.detail}`);
    }
  }
}

/** A new tab; `keepsFocus` leaves the cursor where it is. */
export function createPanel(name: PageName, title: string, keepsFocus = false): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    viewTypeOf(name),
    title,
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: keepsFocus },
    { enableFindWidget: true },
  );
}

const keptState = z.object({ address: z.string() });

/** What a page was about before the window was reloaded; undefined when it did not get to say. */
export function addressIn(state: unknown): string | undefined {
  const parsed = keptState.safeParse(state);
  return parsed.success ? parsed.data.address : undefined;
}

function bundleFolder({ extensionUri }: PageHost): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}
