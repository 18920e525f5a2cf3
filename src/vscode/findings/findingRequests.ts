import * as vscode from 'vscode';
import type { ReviewFailure } from '../../core/errors.ts';
import { rangeOf, type Finding } from '../../core/finding.ts';
import { recheckFinding, writeFixFor, type AskAgainPorts, type AskedFinding } from './askAgain.ts';
import type { EditTracker } from './editTracker.ts';
import { failureSentence } from '../messages.ts';
import { openFile } from '../openFile.ts';

export interface FindingRequestPorts extends AskAgainPorts {
  readonly edits: EditTracker;
}

/** How long a word about the outcome stays in the status bar, in ms. */
const shownMs = 8_000;

/** What the user asks of one finding, in a small request. */
export async function checkAgain(finding: Finding, ports: FindingRequestPorts): Promise<void> {
  const title = vscode.l10n.t('Flash Review: checking again…');
  await withFinding(finding, title, ports, async (asked, signal) => {
    const outcome = await recheckFinding(asked, ports, signal);
    const line =
      'anchor' in outcome && outcome.anchor.kind !== 'none' ? outcome.anchor.range.start.line + 1 : 0;
    switch (outcome.kind) {
      case 'fixed':
        return tell(vscode.l10n.t('Fixed: {0}', finding.title));
      case 'present':
        return tell(vscode.l10n.t('Still there: {0}', finding.title));
      case 'moved':
        return tell(vscode.l10n.t('Still there, now on line {0}: {1}', line, finding.title));
      case 'unsure':
        return tell(vscode.l10n.t('The check came to no answer: {0}', finding.title));
      case 'failed':
        return warn(outcome.failure);
    }
  });
}

export async function writeFix(finding: Finding, ports: FindingRequestPorts): Promise<void> {
  const title = vscode.l10n.t('Flash Review: writing a fix…');
  await withFinding(finding, title, ports, async (asked, signal) => {
    const missing = await writeFixFor(asked, ports, signal);
    if (missing === undefined) await vscode.commands.executeCommand('flashReview.previewFix', finding.id);
    else if (missing.failure !== undefined) await warn(missing.failure);
    else tell(vscode.l10n.t('There is no small fix for this: {0}', finding.title));
  });
}

/** With the text of this moment and a way to cancel, shown in a notification only while it takes its time. */
async function withFinding(
  finding: Finding,
  title: string,
  { edits, stores }: FindingRequestPorts,
  ask: (asked: AskedFinding, signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    tell(vscode.l10n.t('Nothing is sent from a workspace that is not trusted.'));
    return;
  }
  if (rangeOf(finding) === undefined) {
    tell(vscode.l10n.t('This finding has no line to look at: {0}', finding.title));
    return;
  }
  const document = await openFile(finding.file);
  if (document === undefined) return;
  const now = stores.store.get(finding.id);
  if (now === undefined) return;
  using recording = edits.record();
  const asked: AskedFinding = { finding: now, text: document.getText(), edits: recording };
  const progress = { location: vscode.ProgressLocation.Window, title };
  await vscode.window.withProgress(progress, async () => {
    try {
      await ask(asked, new AbortController().signal);
    } catch (bug) {
      // An expected failure is a value; what lands here is a bug of ours and must not pass as an answer.
      stores.log.error(bug instanceof Error ? bug : String(bug));
      await warn({ kind: 'internal', detail: '' });
    }
  });
}

function tell(text: string): void {
  vscode.window.setStatusBarMessage(`Flash Review: ${text}`, shownMs);
}

async function warn(failure: ReviewFailure): Promise<void> {
  const log = vscode.l10n.t('Show Log');
  const choice = await vscode.window.showWarningMessage(`Flash Review: ${failureSentence(failure)}`, log);
  if (choice === log) await vscode.commands.executeCommand('flashReview.showLog');
}
