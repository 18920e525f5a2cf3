import * as vscode from 'vscode';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { affects, readSetting } from '../configuration.ts';
import type { ReviewComments } from './reviewComments.ts';

/** Shows findings as review comments as long as the user wants them so. */
export class CommentsSwitch implements vscode.Disposable {
  readonly #store: FindingStore;
  readonly #subscription: vscode.Disposable;
  #comments: Promise<ReviewComments> | undefined;

  constructor(store: FindingStore) {
    this.#store = store;
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, 'comments')) this.#turn();
    });
    this.#turn();
  }

  /** From a thread, of the buttons of threads; else from the cursor, of keys that a user has bound. */
  async go(direction: 'next' | 'previous', thread: unknown): Promise<void> {
    const comments = await this.#comments;
    if (comments !== undefined) await comments.go(direction, thread);
    else
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Findings are not shown as comments. Turn on the setting “Flash Review: Comments” first.',
        ),
      );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#off();
  }

  #turn(): void {
    if (!readSetting('comments')) this.#off();
    else
      this.#comments ??= import('./reviewComments.ts').then(
        ({ ReviewComments: Loaded }) => new Loaded(this.#store),
      );
  }

  #off(): void {
    void this.#comments?.then((comments) => comments.dispose());
    this.#comments = undefined;
  }
}
