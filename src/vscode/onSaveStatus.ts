import * as vscode from 'vscode';
import type { PauseWord } from '../core/onSave/pauseAfter.ts';
import { failureSentence } from './messages.ts';
import type { OnSaveState, ReviewOnSave } from './reviewOnSave.ts';

/** The eye in the status bar: whether saved files are reviewed, and a press to change it. */
export class OnSaveStatus implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: vscode.Disposable;

  constructor(onSave: ReviewOnSave) {
    this.#item = vscode.window.createStatusBarItem('flashReview.onSave', vscode.StatusBarAlignment.Left, 9.9);
    this.#item.name = vscode.l10n.t('Flash Review: Review on Save');
    this.#item.command = 'flashReview.toggleReviewOnSave';
    this.#subscriptions = vscode.Disposable.from(
      onSave.onDidChangeState((state) => this.#show(state)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#show(onSave.state)),
    );
    this.#show(onSave.state);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#item.dispose();
  }

  #show(state: OnSaveState): void {
    if (!vscode.workspace.isTrusted) return this.#item.hide();
    const { text, tooltip } = faceOf(state);
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: tooltip, role: 'button' };
    this.#item.show();
  }
}

function faceOf(state: OnSaveState): { readonly text: string; readonly tooltip: string } {
  switch (state.kind) {
    case 'off':
      return {
        text: '$(eye-closed)',
        tooltip: vscode.l10n.t(
          'Flash Review does not look at files when they are saved. Press to turn it on for this workspace.',
        ),
      };
    case 'on':
      return {
        text: '$(eye)',
        tooltip: vscode.l10n.t(
          'Flash Review reviews what changed when a file is saved. Press to turn it off for this workspace.',
        ),
      };
    case 'reviewing':
      return {
        text: '$(eye-watch)',
        tooltip: vscode.l10n.t(
          'Flash Review is reviewing {0}. Press to turn reviewing on save off.',
          state.path,
        ),
      };
    case 'paused':
      return {
        text: `$(debug-pause) ${pausedLabel(state.pause.word)}`,
        tooltip: vscode.l10n.t(
          'Reviewing on save is paused. {0} Press to turn it off.',
          failureSentence(state.pause.failure),
        ),
      };
  }
}

function pausedLabel(word: PauseWord): string {
  const labels: Record<PauseWord, string> = {
    budget: vscode.l10n.t('paused: budget'),
    quota: vscode.l10n.t('paused: quota'),
    cost: vscode.l10n.t('paused: cost'),
    offline: vscode.l10n.t('paused: offline'),
    key: vscode.l10n.t('paused: key'),
    setup: vscode.l10n.t('paused: setup'),
  };
  return labels[word];
}
