import * as vscode from 'vscode';
import type { ReviewFailure } from '../../core/errors.ts';
import { filesLabel, findingsLabel } from '../counts.ts';
import { failureSentence } from '../messages.ts';
import type { ReviewState, ReviewSummary } from '../review/reviewState.ts';
import { dollarLabel, numberLabel } from '../numbers.ts';

/** The line above the findings. Findings, or none, are never shown without what they cover. */
export function viewMessage(state: ReviewState, nowMs: number): string | undefined {
  switch (state.kind) {
    case 'running':
      return runningMessage(state, nowMs);
    case 'failed':
      return `${failureSentence(state.failure)} ${coverageLine(state)}`;
    case 'cancelled':
      return `${stopped(state)} ${coverageLine(state)}`;
    case 'completed':
      return [
        // The lists of what was left out may stand where the view would say so.
        state.findings === 0 ? vscode.l10n.t('This review found nothing.') : '',
        coverageLine(state),
        lookedUp(state),
        droppedTools(state),
        ...followUps(state),
        spent(state),
        masked(state),
        damage(state),
      ]
        .filter((part) => part !== '')
        .join(' ');
    case 'idle':
    case 'no-changes':
      return undefined;
  }
}

function stopped({ byClosing }: Extract<ReviewState, { kind: 'cancelled' }>): string {
  return byClosing === true
    ? vscode.l10n.t('The review was interrupted when the window closed. The findings that came before stay.')
    : vscode.l10n.t('Stopped. The findings that came before stay.');
}

function coverageLine({ reviewed, coverage, modelVersion }: ReviewSummary): string {
  if (coverage.length === 0) return '';
  const [read, all] = [numberLabel(reviewed), numberLabel(coverage.length)];
  return modelVersion === undefined
    ? vscode.l10n.t('{0} of {1} files reviewed.', read, all)
    : vscode.l10n.t('{0} of {1} files reviewed by {2}.', read, all, modelVersion);
}

function lookedUp({ context, sources }: ReviewSummary): string {
  return `${filesLookedInto(context.length)} ${pagesRead(sources.length)}`.trim();
}

function filesLookedInto(count: number): string {
  if (count === 1) return vscode.l10n.t('The model looked into one other file.');
  return count === 0 ? '' : vscode.l10n.t('The model looked into {0} other files.', numberLabel(count));
}

function pagesRead(count: number): string {
  if (count === 1) return vscode.l10n.t('The service read one web page; the log names it.');
  return count === 0
    ? ''
    : vscode.l10n.t('The service read {0} web pages; the log lists them.', numberLabel(count));
}

function droppedTools({ toolsDropped }: ReviewSummary): string {
  if (toolsDropped.length === 0) return '';
  const names = {
    'google-search': vscode.l10n.t('Google Search'),
    'url-context': vscode.l10n.t('web pages'),
    'code-execution': vscode.l10n.t('running code'),
    functions: vscode.l10n.t('looking into other files'),
  };
  return vscode.l10n.t(
    'Reviewed without {0}: this way to a model, or the model, does not take it.',
    toolsDropped.map((tool) => names[tool]).join(', '),
  );
}

/** What of a second look, of fixes or of passes failed, and what that means. */
export function followUps({ followUpFailures, unresolved }: ReviewSummary): readonly string[] {
  return followUpFailures.map(({ step, failure }) => {
    const why = failureSentence(failure);
    switch (step) {
      case 'second-look':
        return unresolved === 1
          ? vscode.l10n.t('The second look failed, so one finding stays unverified: {0}', why)
          : vscode.l10n.t(
              'The second look failed, so {0} stay unverified: {1}',
              findingsLabel(unresolved),
              why,
            );
      case 'fixes':
        return vscode.l10n.t('Fixes were not written for all findings: {0}', why);
      case 'another-pass':
        return vscode.l10n.t('Not every pass came to its end: {0}', why);
    }
  });
}

/** As the service counted; thinking is billed as output. */
function spent({ usage, dollars }: ReviewSummary): string {
  if (usage === undefined) return '';
  const { input, output, thoughts } = usage;
  const [read, written] = [numberLabel(input), numberLabel(output + thoughts)];
  return dollars === undefined
    ? vscode.l10n.t('{0} tokens in, {1} out.', read, written)
    : vscode.l10n.t('{0} tokens in, {1} out: {2}.', read, written, dollarLabel(dollars));
}

function masked({ secrets }: ReviewSummary): string {
  if (secrets.length === 1) return vscode.l10n.t('One secret was masked before sending.');
  return secrets.length === 0 ? '' : vscode.l10n.t('{0} secrets were masked before sending.', secrets.length);
}

export function damage({ damaged }: ReviewSummary): string {
  if (damaged === 1) return vscode.l10n.t('One part of the answer could not be read; see the log.');
  return damaged === 0
    ? ''
    : vscode.l10n.t('{0} parts of the answer could not be read; see the log.', numberLabel(damaged));
}

function runningMessage(state: Extract<ReviewState, { kind: 'running' }>, nowMs: number): string {
  if (state.retrying !== undefined) {
    const seconds = Math.max(0, Math.ceil((state.retrying.untilMs - nowMs) / 1000));
    return vscode.l10n.t('{0} Trying again in {1} s.', retryReason(state.retrying.failure), seconds);
  }
  if (state.files === undefined || state.tokens === undefined)
    return vscode.l10n.t('Collecting what changed…');
  if (state.thought !== undefined)
    return vscode.l10n.t(
      'Reviewing {0}, about {1} tokens. Thinking: {2}',
      filesLabel(state.files),
      numberLabel(state.tokens),
      state.thought,
    );
  if (state.pending > 0)
    return vscode.l10n.t(
      'Reviewing {0}: {1} so far, {2} not verified yet…',
      filesLabel(state.files),
      findingsLabel(state.findings),
      state.pending,
    );
  return vscode.l10n.t(
    'Reviewing {0}, about {1} tokens: {2} so far…',
    filesLabel(state.files),
    numberLabel(state.tokens),
    findingsLabel(state.findings),
  );
}

/** Why there is a wait, without the advice that goes with giving up. */
function retryReason(failure: ReviewFailure): string {
  switch (failure.kind) {
    case 'quota-minute':
      return vscode.l10n.t('The quota per minute is used up.');
    case 'overloaded':
      return vscode.l10n.t('The service is overloaded.');
    case 'network':
      return vscode.l10n.t('The service cannot be reached.');
    case 'bad-request':
      return vscode.l10n.t('The service refused the answer’s format.');
    default:
      return vscode.l10n.t('The answer did not come.');
  }
}
