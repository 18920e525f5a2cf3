import * as vscode from 'vscode';
import type { PauseWord } from '../../core/onSave/pauseAfter.ts';
import { failureSentence } from '../messages.ts';
import type { OnSaveState } from './reviewOnSave.ts';

/** What the status bar shows of reviewing on save: nothing while it is off. */
export function onSaveMark(state: OnSaveState): string {
  switch (state.kind) {
    case 'off':
      return '';
    case 'on':
      return '$(eye)';
    case 'reviewing':
      return '$(eye-watch)';
    case 'paused':
      return `$(debug-pause) ${pausedLabel(state.pause.word)}`;
  }
}

export function onSaveSentence(state: OnSaveState): string {
  switch (state.kind) {
    case 'off':
      return vscode.l10n.t('Review on save is off.');
    case 'on':
      return vscode.l10n.t('Saved files are reviewed.');
    case 'reviewing':
      return vscode.l10n.t('Reviewing {0}, which was saved.', state.path);
    case 'paused':
      return vscode.l10n.t('Review on save is paused. {0}', failureSentence(state.pause.failure));
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
