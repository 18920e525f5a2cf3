import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../../src/core/finding.ts';
import { checkAgain, writeFix } from '../../../src/vscode/findings/findingRequests.ts';
import { applyAllFixes, applyCheckedFix, previewFix } from '../../../src/vscode/findings/fixes.ts';
import type { FixWatch } from '../../../src/vscode/findings/fixWatch.ts';
import { goToFinding } from '../../../src/vscode/findings/goToFinding.ts';
import { recordMessages } from '../recordedMessages.ts';
import { openReviewWindow, type ReviewWindow } from '../reviewWindow.ts';

describe('what is asked of a finding whose file is gone', () => {
  let folder: string;
  let window: ReviewWindow;
  // The real one has a command, which there is once.
  const watch = { apply: () => assert.fail('nothing is to be applied') } as unknown as FixWatch;
  const log = vscode.window.createOutputChannel('Missing files under test', { log: true });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'missing-'));
    window = openReviewWindow(folder, log);
    window.store.add(finding('gone.ts'));
  });
  afterEach(() => {
    window[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  });
  after(() => log.dispose());

  const finding = (path: string): Finding => ({
    id: path,
    file: { root: folder, path },
    anchor: {
      kind: 'exact',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } },
    },
    quote: 'const',
    severity: 'high',
    category: 'bug',
    title: 'Title',
    explanation: 'Because.',
    confidence: 0.9,
    state: 'open',
    reviewId: 'r',
  });

  const ways: Readonly<Record<string, (asked: Finding) => Promise<void>>> = {
    'to apply its fix': async (asked) => applyCheckedFix(asked, watch),
    'to apply all fixes of its file': async (asked) => applyAllFixes([asked], asked.file, watch),
    'to preview its fix': previewFix,
    'to write a fix': async (asked) => writeFix(asked, window.savePorts),
    'to check it again': async (asked) => checkAgain(asked, window.savePorts),
    'to go to it': async () => goToFinding(window.store, 'next', undefined),
  };
  for (const [way, ask] of Object.entries(ways)) {
    it(`${way}, names the file and what to do`, async () => {
      using messages = recordMessages();
      await ask(finding('gone.ts'));
      assert.deepEqual(messages.shown, [
        'gone.ts is not there any more: it was deleted, moved or renamed. Bring it back, or review again.',
      ]);
    });
  }

  it('is not said of a file that is there and no text', async () => {
    const path = join(folder, 'image.bin');
    writeFileSync(path, Buffer.from([0, 1, 2, 0, 255, 0, 0, 0]));
    using messages = recordMessages();
    try {
      await previewFix(finding('image.bin'));
    } finally {
      unlinkSync(path);
    }
    assert.deepEqual(messages.shown, [
      'image.bin cannot be opened as text: it may be binary, too large, or not yours to read.',
    ]);
  });
});
