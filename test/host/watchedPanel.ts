import * as vscode from 'vscode';
import { viewTypeOf, type PageName } from '../../src/vscode/pages/pagePanel.ts';

/** A real tab whose messages a test reads, and into which it puts its own beside those of the page. */
export interface WatchedPanel {
  readonly panel: vscode.WebviewPanel;
  /** What the page was told, in order. */
  readonly told: readonly { readonly kind: string; readonly [more: string]: unknown }[];
  /** What the page itself has said, in order. */
  readonly said: readonly { readonly kind: string; readonly [more: string]: unknown }[];
  /** Says something in the page's place. */
  say(message: unknown): void;
  /** Waits until something is so; after ten seconds it fails with what was said and told. */
  until(holds: () => boolean): Promise<void>;
}

type Message = WatchedPanel['told'][number];

export function openWatchedPanel(name: PageName): WatchedPanel {
  const real = vscode.window.createWebviewPanel(viewTypeOf(name), name, vscode.ViewColumn.Active, {});
  const told: Message[] = [];
  const said: Message[] = [];
  const sayings = new vscode.EventEmitter<unknown>();
  real.webview.onDidReceiveMessage((message: Message) => {
    said.push(message);
    sayings.fire(message);
  });
  const own = {
    onDidReceiveMessage: sayings.event,
    postMessage: async (message: Message): Promise<boolean> => {
      told.push(message);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview, not a window
      return real.webview.postMessage(message);
    },
  };
  const webview = standIn(real.webview, own);
  return {
    panel: standIn(real, { webview }),
    told,
    said,
    say: (message) => sayings.fire(message),
    until: async (holds) => {
      const deadline = Date.now() + 10_000;
      while (!holds()) {
        if (Date.now() > deadline) throw new Error(`still ${JSON.stringify({ said, told })}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** The thing itself but for some of its members. */
function standIn<T extends object>(thing: T, own: Partial<T>): T {
  return new Proxy(thing, {
    get: (target, key): unknown => {
      if (key in own) return Reflect.get(own, key);
      const member: unknown = Reflect.get(target, key);
      // What is private to the thing is not to its stand-in.
      return typeof member === 'function' ? member.bind(target) : member;
    },
    set: (target, key, value) => Reflect.set(target, key, value),
  });
}
