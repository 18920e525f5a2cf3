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
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'comments')) this.#turn();
      }),
      vscode.commands.registerCommand('flashReview.nextComment', this.#go('next')),
      vscode.commands.registerCommand('flashReview.previousComment', this.#go('previous')),
    );
    this.#turn();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#off();
  }

  /** Of the buttons of threads, and of keys that a user has bound. */
  #go(direction: 'next' | 'previous') {
    return async (thread: unknown): Promise<void> => {
      const comments = await this.#comments;
      if (comments !== undefined) await comments.go(direction, thread);
      else
        void vscode.window.showInformationMessage(
          vscode.l10n.t(
            'Findings are not shown as comments. Turn on the setting “Flash Review: Comments” first.',
          ),
        );
    };
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
