import * as vscode from 'vscode';
import { readSettings } from '../configuration.ts';
import type { Credentials } from './credentials.ts';
import { keyEndpoint, needsKey } from '../../core/model/roads.ts';

/** Keeps the context key `flashReview.hasKey` true to the credentials, and to whether a key is needed at all; the welcome text depends on it. */
export class KeyContext implements vscode.Disposable {
  readonly #credentials: Credentials;
  readonly #subscriptions: vscode.Disposable;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
    this.#subscriptions = vscode.Disposable.from(
      credentials.onDidChange(() => this.update()),
      vscode.workspace.onDidChangeConfiguration(async (event) => {
        if (event.affectsConfiguration('flashReview')) await this.update();
      }),
    );
  }

  async update(): Promise<void> {
    const settings = readSettings();
    const endpoint = keyEndpoint(settings);
    const key = endpoint === undefined ? undefined : await this.#credentials.keyFor(endpoint);
    const ready = key !== undefined || !needsKey(settings);
    await vscode.commands.executeCommand('setContext', 'flashReview.hasKey', ready);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
