import * as vscode from 'vscode';
import type { BatchJob, BatchState } from '../../core/batch/batchJob.ts';
import type { Provider } from '../../core/model/roads.ts';
import { failureSentence } from '../messages.ts';
import type { ReviewFailure } from '../../core/errors.ts';

/** How a batch is, in a few words. */
export function stateLabel({ kind }: BatchState): string {
  const labels: Record<BatchState['kind'], string> = {
    submitting: vscode.l10n.t('being submitted'),
    waiting: vscode.l10n.t('waiting'),
    running: vscode.l10n.t('running'),
    cancelled: vscode.l10n.t('cancelled'),
    expired: vscode.l10n.t('expired'),
    lost: vscode.l10n.t('lost'),
    failed: vscode.l10n.t('failed'),
    unreachable: vscode.l10n.t('cannot be asked'),
  };
  return labels[kind];
}

/** How it is and what comes next, in a sentence or two. */
export function stateSentence({ state }: BatchJob): string {
  switch (state.kind) {
    case 'submitting':
      return vscode.l10n.t('The batch is on its way to the service.');
    case 'waiting':
      return vscode.l10n.t(
        'The service has the batch and will begin when it has time, within a day as a rule.',
      );
    case 'running':
      return vscode.l10n.t('The service works on the batch. The findings come in when it is done.');
    case 'cancelled':
      return vscode.l10n.t(
        'The batch was cancelled at the service; nothing came of it. Take it off the list.',
      );
    case 'expired':
      return vscode.l10n.t(
        'The service did not get to the batch in time and gave it up. Submit it again, or review the repository now.',
      );
    case 'lost':
      return vscode.l10n.t(
        'The service does not know the batch: it never arrived, or was deleted there. Submit it again.',
      );
    case 'failed':
      return state.detail === ''
        ? vscode.l10n.t('The service failed on the batch and says no more. Submit it again.')
        : vscode.l10n.t('The batch failed: {0}', state.detail);
    case 'unreachable':
      return unreachable(state.reason);
  }
}

function unreachable(reason: string): string {
  switch (reason) {
    case 'no-key':
      return vscode.l10n.t(
        'The API key of the batch was removed. The batch goes on at the service; set the key again to get the findings.',
      );
    case 'other-key':
      return vscode.l10n.t(
        'The batch was submitted with another key or endpoint. Set that one again to get the findings.',
      );
    default:
      return vscode.l10n.t(
        'The service cannot be asked about the batch. {0} Another look follows by itself.',
        // Every kind of failure has a sentence; one that is none says its own name.
        failureSentence({ kind: reason } as ReviewFailure),
      );
  }
}

export function noBatches(provider: Provider): string {
  return provider === 'vertex'
    ? vscode.l10n.t(
        'Vertex AI takes batches only from its own storage. Use the Gemini API for them, or review the repository now.',
      )
    : vscode.l10n.t(
        'Batches need the Gemini API (the setting “Provider”). Review the repository without a batch, or select another model.',
      );
}

export function nothingToSubmit(): string {
  return vscode.l10n.t('There is nothing to review in this repository, so no batch was submitted.');
}

export function goneMaterial(): string {
  return vscode.l10n.t(
    'What was sent is no longer on this machine, so its findings have no place. Submit it again.',
  );
}

export function notCancelled(reason: string): string {
  return vscode.l10n.t('The batch could not be cancelled at the service: {0}', unreachable(reason));
}
