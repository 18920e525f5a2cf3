import * as vscode from 'vscode';
import { failureSentence } from './messages.ts';
import type { ReviewController } from './reviewController.ts';
import type { ReviewState } from './reviewState.ts';

/** The one status bar item: idle, running with a count and a press to stop, done, failed. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: vscode.Disposable;

  constructor(controller: ReviewController) {
    this.#item = vscode.window.createStatusBarItem('flashReview.status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = 'Flash Review';
    this.#subscription = controller.onDidChangeState((state) => this.#show(state));
    this.#show(controller.state);
    this.#item.show();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(state: ReviewState): void {
    const face = faceOf(state);
    this.#item.text = face.text;
    this.#item.tooltip = face.tooltip;
    this.#item.command = face.command;
    this.#item.backgroundColor =
      state.kind === 'failed' && state.failure.kind !== 'no-key'
        ? new vscode.ThemeColor('statusBarItem.warningBackground')
        : undefined;
    this.#item.accessibilityInformation = { label: face.tooltip, role: 'button' };
  }
}

interface Face {
  readonly text: string;
  readonly tooltip: string;
  readonly command: string;
}

const review = 'flashReview.reviewWorkingChanges';
const show = 'flashReview.findings.focus';

function faceOf(state: ReviewState): Face {
  switch (state.kind) {
    case 'idle':
      return {
        text: '$(zap) Review',
        tooltip: vscode.l10n.t('Flash Review: review working changes'),
        command: review,
      };
    case 'running':
      return {
        text: `$(loading~spin) ${vscode.l10n.t('Reviewing: {0}', state.findings)}`,
        tooltip: vscode.l10n.t(
          'Flash Review is running, {0} findings so far. Press to stop.',
          state.findings,
        ),
        command: 'flashReview.stop',
      };
    case 'no-changes':
      return {
        text: `$(zap) ${vscode.l10n.t('No changes')}`,
        tooltip: vscode.l10n.t('Flash Review: nothing to review. Press to look again.'),
        command: review,
      };
    case 'completed':
      return {
        text: state.findings === 0 ? `$(pass) ${vscode.l10n.t('No findings')}` : `$(zap) ${state.findings}`,
        tooltip: vscode.l10n.t(
          'Flash Review: {0} findings in {1} files, {2} not reviewed.',
          state.findings,
          state.reviewed,
          state.skipped.length,
        ),
        command: show,
      };
    case 'cancelled':
      return {
        text: `$(zap) ${vscode.l10n.t('Stopped')}`,
        tooltip: vscode.l10n.t('Flash Review was stopped. Press to review again.'),
        command: review,
      };
    case 'failed':
      if (state.failure.kind === 'no-key') return keyFace();
      return {
        text: `$(warning) ${vscode.l10n.t('Review failed')}`,
        tooltip: `Flash Review: ${failureSentence(state.failure)}`,
        command: show,
      };
  }
}

/** Nothing has failed yet when there is no key: there is a step to take. */
function keyFace(): Face {
  return {
    text: `$(key) ${vscode.l10n.t('Set API Key')}`,
    tooltip: vscode.l10n.t('Flash Review needs a Gemini API key. Press to set one.'),
    command: 'flashReview.setApiKey',
  };
}
