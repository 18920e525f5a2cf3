import * as vscode from 'vscode';
import { affects, readSettings } from './configuration.ts';
import type { Credentials } from './credentials.ts';

/** Keeps the context key `flashReview.hasKey` true to the credentials; the welcome text depends on it. */
export class KeyContext implements vscode.Disposable {
  readonly #credentials: Credentials;
  readonly #subscriptions: vscode.Disposable;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
    this.#subscriptions = vscode.Disposable.from(
      credentials.onDidChange(() => this.update()),
      vscode.workspace.onDidChangeConfiguration(async (event) => {
        if (affects(event, 'gemini.endpoint')) await this.update();
      }),
    );
  }

  async update(): Promise<void> {
    const key = await this.#credentials.keyFor(readSettings()['gemini.endpoint']);
    await vscode.commands.executeCommand('setContext', 'flashReview.hasKey', key !== undefined);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
