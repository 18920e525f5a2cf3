import * as l10n from '@vscode/l10n';
import { render, type ComponentChild } from 'preact';
import * as z from 'zod/mini';
import type { PageSignal } from '../core/pageSignal.ts';

/** The editor's end, as a webview has it. */
interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): Editor;

/** What views of a page can do: ask the editor for something, and keep how the user has set the page. */
export interface Page<From, State> {
  readonly state: State;
  ask(message: From): void;
  /** Lasts over hiding the tab and reloading the window. */
  keep(change: Partial<State>): void;
}

export interface PageContract<To, Told, From, State> {
  readonly to: z.ZodMiniType<To>;
  readonly state: z.ZodMiniType<State>;
  readonly initial: State;
  /** What is known after a message. */
  readonly take: (message: To, before: Told | undefined) => Told;
  /** Nothing is known until the first message. */
  readonly view: (told: Told, page: Page<From, State>) => ComponentChild;
}

const pageData = z.object({ words: z.record(z.string(), z.string()), address: z.string() });
const kept = z.object({ view: z.unknown() });

/** Starts the page: says that it listens, and draws what it is told. */
export function openPage<To, Told, From, State extends object>(
  contract: PageContract<To, Told, From, State>,
): void {
  const editor = acquireVsCodeApi();
  const root = document.getElementById('page');
  const data = pageData.parse(JSON.parse(document.getElementById('page-data')?.textContent ?? '{}'));
  l10n.config({ contents: data.words });
  const send = (message: From | PageSignal): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the editor, not a window
    editor.postMessage(message);
  };
  const before = contract.state.safeParse(kept.safeParse(editor.getState()).data?.view);
  let state = before.success ? before.data : contract.initial;
  let told: Told | undefined;

  const draw = (): void => {
    if (root === null || told === undefined) return;
    render(contract.view(told, { state, ask: send, keep }), root);
  };
  const save = (): void => editor.setState({ address: data.address, view: state });
  function keep(change: Partial<State>): void {
    state = { ...state, ...change };
    save();
    draw();
  }
  window.addEventListener('error', ({ message }) => send({ kind: 'broken', detail: message }));
  window.addEventListener('message', ({ data: message }: MessageEvent<unknown>) => {
    const begin = performance.now();
    const checked = contract.to.safeParse(message);
    if (!checked.success) {
      send({ kind: 'broken', detail: z.prettifyError(checked.error) });
      return;
    }
    told = contract.take(checked.data, told);
    draw();
    requestAnimationFrame(() => send({ kind: 'shown', tookMs: performance.now() - begin }));
  });
  save();
  send({ kind: 'ready' });
}
