import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ReviewOnSave } from '../../../src/vscode/onSave/reviewOnSave.ts';
import { onSaveMark } from '../../../src/vscode/onSave/onSaveText.ts';
import type { FaultName } from '../../emulator/answer.ts';
import { recordMessages } from '../recordedMessages.ts';
import { openReviewWindow } from '../reviewWindow.ts';
import { bodyOf, startSavingSession } from '../savedFiles.ts';

/** What fails, and what the status bar says of it. */
const failures: readonly (readonly [FaultName, string])[] = [
  ['quota-day', 'paused: quota'],
  ['bad-key', 'paused: key'],
  ['not-found', 'paused: setup'],
];

describe('a review on save', () => {
  const log = vscode.window.createOutputChannel('Quiet under test', { log: true });
  after(() => log.dispose());

  for (const [name, words] of failures)
    it(`that fails with ${name} says so in the status bar alone, and takes the focus from nobody`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'quiet-'));
      await using session = await startSavingSession('changed');
      using window = openReviewWindow(folder, log);
      using messages = recordMessages();
      const onSave = new ReviewOnSave(window.savePorts);
      try {
        // One is for the extension, whose messages cannot be seen from here.
        session.service.script({ kind: 'fault', name }, { kind: 'fault', name });
        const { document } = await session.open('src/greet.ts');
        const paused = new Promise<string>((resolve) => {
          onSave.onDidChangeState((state) => {
            if (state.kind === 'paused') resolve(onSaveMark(state));
          });
        });
        await session.change(session.saved, "'one'", "'uno'");
        assert.equal(await paused, `$(debug-pause) ${words}`);
        assert.deepEqual(messages.shown, []);
        assert.equal(vscode.window.activeTextEditor?.document, document);
      } finally {
        onSave.dispose();
        rmSync(folder, { recursive: true });
      }
    });

  it('is one, of the text as a formatter has left it that works on the save', async () => {
    await using session = await startSavingSession('changed');
    const formatter = vscode.workspace.onWillSaveTextDocument((event) => {
      if (!event.document.uri.path.endsWith(session.saved)) return;
      const top = vscode.TextEdit.insert(new vscode.Position(0, 0), '// formatted\n');
      event.waitUntil(Promise.resolve([top]));
    });
    try {
      await session.change(session.saved, "'one'", "'uno'");
      const sent = bodyOf(await session.requested(1));
      assert.match(sent, /\/\/ formatted/);
      assert.match(sent, /'uno'/);
      await session.turnsPassed();
      assert.equal(session.service.requests.length, 2);
    } finally {
      formatter.dispose();
    }
  });
});
