import * as vscode from 'vscode';
import { importedFindings } from '../../core/history/importedFinding.ts';
import { newReviewId } from '../../node/newReviewId.ts';
import { systemClock } from '../../node/systemClock.ts';
import { workspaceFolders } from '../review/sources.ts';
import type { PagePorts } from './pagePorts.ts';
import { readImport } from './readImport.ts';

/** Taken in at a time, so that the editor is not held up by thousands. */
const findingsAtATime = 200;

/**
 * Puts the open results of an imported file where the findings of reviews are, on their code of now. What a review of
 * ours has found as well stays its own, what was dismissed stays dismissed.
 */
export async function showImported(path: string, ports: PagePorts): Promise<void> {
  const { store, dismissals, texts, log } = ports;
  const read = await readImport(path, workspaceFolders());
  if (typeof read === 'string') {
    void vscode.window.showWarningMessage(read);
    return;
  }
  const findings = importedFindings(read.placed, newReviewId(systemClock.now()));
  const wanted = new Set(findings.map(({ origin }) => origin?.textId));
  for (const { text } of read.placed)
    if (text !== undefined && wanted.delete(text.textId)) texts.keep(text.textId, text.index.text);
  for (let at = 0; at < findings.length; at += findingsAtATime) {
    store.batch(() => {
      for (const finding of findings.slice(at, at + findingsAtATime)) {
        const known = store.get(finding.id);
        const isOwn = known !== undefined && known.tool === undefined && known.state !== 'fixed';
        if (!isOwn) store.add(dismissals.judge(finding));
      }
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  log.info(`shown in the editor: ${findings.length} of ${read.placed.length} imported results`);
  await vscode.commands.executeCommand('flashReview.findings.focus');
}
