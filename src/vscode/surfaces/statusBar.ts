import * as vscode from 'vscode';
import { severities, type Severity } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { today } from '../findings/dismissals.ts';
import { filesLabel, findingsLabel } from '../counts.ts';
import { failureSentence, severityLabel } from '../messages.ts';
import { onSaveMark, onSaveSentence } from '../onSave/onSaveText.ts';
import type { ReviewController } from '../review/reviewController.ts';
import type { ReviewOnSave } from '../onSave/reviewOnSave.ts';
import type { ReviewState } from '../review/reviewState.ts';
import type { Spending } from '../spending.ts';
import { dollarLabel } from '../numbers.ts';

export interface StatusPorts {
  readonly controller: ReviewController;
  readonly store: FindingStore;
  readonly onSave: ReviewOnSave;
  readonly spending: Spending;
}

/** A streaming review changes the store many times a second. */
const delayMs = 200;

/** The one status bar item: the review, the open findings, reviewing on save, today's cost; a press opens the menu. */
export class StatusBar implements vscode.Disposable {
  readonly #ports: StatusPorts;
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: vscode.Disposable;
  #spent = { day: '', dollars: 0 };
  #soon: NodeJS.Timeout | undefined;
  #shown: ReviewState['kind'] | undefined;

  constructor(ports: StatusPorts) {
    this.#ports = ports;
    this.#item = vscode.window.createStatusBarItem('flashReview.status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = 'Flash Review';
    this.#item.command = 'flashReview.showMenu';
    const showSoon = (): void => {
      this.#soon ??= setTimeout(() => this.#show(), delayMs);
    };
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      ports.controller.onDidChangeState(({ kind }) => {
        if (kind === this.#shown) showSoon();
        else this.#show();
      }),
      ports.onSave.onDidChangeState(() => this.#show()),
      ports.store.onDidChange(showSoon),
      // Other windows spend too, and tell nobody.
      ports.spending.onDidAdd(() => this.#count()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.#count();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#show()),
    );
    this.#show();
    this.#item.show();
    void this.#count();
  }

  dispose(): void {
    clearTimeout(this.#soon);
    this.#subscriptions.dispose();
  }

  async #count(): Promise<void> {
    const day = today();
    this.#spent = { day, dollars: await this.#ports.spending.spentToday() };
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const { controller, onSave, store } = this.#ports;
    const { state } = controller;
    this.#shown = state.kind;
    const open = countOpen(store);
    const dollars = this.#spent.day === today() ? this.#spent.dollars : 0;
    const face = vscode.workspace.isTrusted ? faceOf(state, open) : restrictedFace(open);
    const cost = dollars === 0 ? '' : dollarLabel(dollars);
    this.#item.text = [face.text, onSaveMark(onSave.state), cost].filter((part) => part !== '').join('  ');
    const lines = [
      `Flash Review: ${face.sentence}`,
      state.kind === 'running' && state.thought !== undefined
        ? vscode.l10n.t('Thinking: {0}', state.thought)
        : '',
      countLine(open),
      vscode.workspace.isTrusted ? onSaveSentence(onSave.state) : '',
      dollars === 0 ? '' : vscode.l10n.t('Spent today: {0}.', cost),
    ].filter((line) => line !== '');
    this.#item.tooltip = lines.join('\n');
    this.#item.accessibilityInformation = { label: lines.join(' '), role: 'button' };
    this.#item.backgroundColor =
      state.kind === 'failed' && state.failure.kind !== 'no-key'
        ? new vscode.ThemeColor('statusBarItem.warningBackground')
        : undefined;
  }
}

type Counts = Readonly<Record<Severity, number>>;

function countOpen(store: FindingStore): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { state, severity } of store.all()) if (state === 'open') counts[severity]++;
  return counts;
}

function countLine(counts: Counts): string {
  const parts = severities.flatMap((severity) =>
    counts[severity] === 0 ? [] : `${counts[severity]} ${severityLabel(severity)}`,
  );
  return parts.length === 0 ? '' : vscode.l10n.t('Open: {0}.', parts.join(', '));
}

/** As the editor's own problem counts, with the same signs; empty without findings. */
function countMark({ critical, high, medium, low, info }: Counts): string {
  const signs: readonly (readonly [string, number])[] = [
    ['$(error)', critical + high],
    ['$(warning)', medium],
    ['$(info)', low + info],
  ];
  return signs.flatMap(([sign, count]) => (count === 0 ? [] : `${sign} ${count}`)).join(' ');
}

interface Face {
  readonly text: string;
  readonly sentence: string;
}

function faceOf(state: ReviewState, open: Counts): Face {
  const counts = countMark(open);
  const zap = (word: string): string => `$(zap) ${counts === '' ? word : ` ${counts}`}`;
  switch (state.kind) {
    case 'idle':
      return { text: zap(vscode.l10n.t('Review')), sentence: vscode.l10n.t('ready to review.') };
    case 'running':
      return {
        text: `$(loading~spin) ${vscode.l10n.t('Reviewing: {0}', state.findings)}`,
        sentence: vscode.l10n.t('reviewing, {0} so far.', findingsLabel(state.findings)),
      };
    case 'no-changes':
      return {
        text: zap(vscode.l10n.t('No changes')),
        sentence: vscode.l10n.t('there was nothing to review.'),
      };
    case 'completed':
      return {
        text: counts === '' ? `$(pass) ${vscode.l10n.t('No findings')}` : zap(''),
        sentence: vscode.l10n.t(
          '{0} in {1}, {2} not reviewed.',
          findingsLabel(state.findings),
          filesLabel(state.reviewed),
          state.skipped.length,
        ),
      };
    case 'cancelled':
      return state.byClosing === true
        ? {
            text: zap(vscode.l10n.t('Interrupted')),
            sentence: vscode.l10n.t('the review was interrupted when the window closed.'),
          }
        : { text: zap(vscode.l10n.t('Stopped')), sentence: vscode.l10n.t('the review was stopped.') };
    case 'failed':
      return state.failure.kind === 'no-key'
        ? { text: `$(key) ${vscode.l10n.t('Set API Key')}`, sentence: failureSentence(state.failure) }
        : {
            text: `$(warning) ${vscode.l10n.t('Review failed')}`,
            sentence: failureSentence(state.failure),
          };
  }
}

function restrictedFace(open: Counts): Face {
  const counts = countMark(open);
  return {
    text: `$(shield) ${counts === '' ? vscode.l10n.t('Review') : counts}`,
    sentence: vscode.l10n.t('reviewing is off in Restricted Mode.'),
  };
}
