import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { FindingStore } from '../../../src/core/findings/findingStore.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { textIdOf } from '../../../src/core/findings/textId.ts';
import { EditTracker } from '../../../src/vscode/findings/editTracker.ts';
import { ReviewIntake } from '../../../src/vscode/review/reviewIntake.ts';
import { ReviewProgress } from '../../../src/vscode/review/reviewProgress.ts';
import { startReviewSession } from '../reviewSession.ts';
import { openReviewWindow } from '../reviewWindow.ts';

describe('a finding that arrives after its file was edited and renamed', () => {
  it('is put on its code under the new name', async () => {
    await using session = await startReviewSession();
    const root = session.path('').replace(/\/$/, '');
    const [from, to] = [`src/before${Date.now()}.ts`, `src/after${Date.now()}.ts`];
    writeFileSync(session.path(from), 'export const one = 1;\nexport const two = 2;\n');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 21 } };
    const finding: Finding = {
      id: 'a',
      reviewId: 'r',
      file: { root, path: from },
      anchor: { kind: 'exact', range },
      quote: 'export const two = 2;',
      severity: 'low',
      category: 'bug',
      title: 'Two',
      explanation: '',
      confidence: 1,
      state: 'open',
    };
    const edits = new EditTracker(new FindingStore(), () => undefined);
    try {
      using recording = edits.record();
      const insert = async (relative: string) => {
        const edit = new vscode.WorkspaceEdit();
        edit.insert(session.uri(relative), new vscode.Position(0, 0), '// typed\n');
        await vscode.workspace.applyEdit(edit);
      };
      await session.open(from);
      await insert(from);
      const rename = new vscode.WorkspaceEdit();
      rename.renameFile(session.uri(from), session.uri(to));
      await vscode.workspace.applyEdit(rename);
      await insert(to);
      const now = recording.replay(finding);
      assert.deepEqual(now.file, { root, path: to });
      assert.ok('range' in now.anchor);
      assert.equal(now.anchor.range.start.line, 3);
      assert.equal(recording.changesOf(session.path(from)).length, 2);
    } finally {
      edits.dispose();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      for (const relative of [from, to]) rmSync(session.path(relative), { force: true });
    }
  });

  it('keeps the text it rests on, and knows what was reviewed by the new name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'renamed-'));
    const log = vscode.window.createOutputChannel('Renamed under test', { log: true });
    const window = openReviewWindow(folder, log);
    try {
      const { stores } = window.savePorts;
      const text = 'export const one = 1;\n';
      const [before, now] = [
        { root: folder, path: 'before.ts' },
        { root: folder, path: 'after.ts' },
      ];
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 21 } };
      const finding: Finding = {
        id: 'a',
        reviewId: 'r',
        file: before,
        anchor: { kind: 'exact', range },
        quote: 'export const one = 1;',
        severity: 'low',
        category: 'bug',
        title: 'One',
        explanation: '',
        confidence: 1,
        state: 'open',
        origin: { textId: textIdOf(text), range },
      };
      const scope = { kind: 'working-changes', roots: [] } as const;
      const progress = new ReviewProgress(0, () => undefined);
      const intake = new ReviewIntake(stores, 'r', scope, 'm');
      const renamed = (one: Finding): Finding => ({ ...one, file: now });
      const file = { ref: before, label: 'before.ts', status: 'modified', text, hunks: [] } as const;
      intake.take({ kind: 'collected', files: [file] }, progress, renamed);
      intake.take({ kind: 'finding', finding }, progress, renamed);
      assert.equal(await stores.texts.read(textIdOf(text)), text);
      intake.record(progress.ended(undefined, 1), progress, { model: 'm', effort: 'standard' });
      const [recorded] = window.recorded;
      assert.equal(recorded?.reviewed(now)?.text, text);
    } finally {
      window[Symbol.dispose]();
      log.dispose();
      rmSync(folder, { recursive: true });
    }
  });
});
