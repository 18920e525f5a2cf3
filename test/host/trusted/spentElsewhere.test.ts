import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { UsageFiles } from '../../../src/node/usageFiles.ts';
import { today } from '../../../src/vscode/findings/dismissals.ts';
import { ReviewOnSave } from '../../../src/vscode/onSave/reviewOnSave.ts';
import { StatusBar } from '../../../src/vscode/surfaces/statusBar.ts';
import { openReviewWindow } from '../reviewWindow.ts';

describe("the status bar's cost of today", () => {
  it('has what other windows spent when the window gets the focus', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spent-'));
    const log = vscode.window.createOutputChannel('Spending under test', { log: true });
    const item = { text: '', show: () => undefined, dispose: () => undefined };
    const focus = new vscode.EventEmitter<vscode.WindowState>();
    const real = ['createStatusBarItem', 'onDidChangeWindowState'].map(
      (name) => [name, Reflect.get(vscode.window, name) as unknown] as const,
    );
    Reflect.set(vscode.window, 'createStatusBarItem', () => item);
    Reflect.set(vscode.window, 'onDidChangeWindowState', focus.event);
    const window = openReviewWindow(folder, log);
    const { stores, controller } = window.savePorts;
    const onSave = new ReviewOnSave(window.savePorts);
    const bar = new StatusBar({ controller, store: window.store, onSave, spending: stores.spending });
    try {
      await stores.spending.spentToday();
      assert.doesNotMatch(item.text, /\$\d/);
      const usage = { input: 1, cachedInput: 0, output: 1, thoughts: 0 };
      const entry = {
        day: today(),
        model: 'm',
        kind: 'branch',
        requests: 1,
        usage,
        dollars: 1.25,
        unpriced: 0,
      };
      await new UsageFiles(join(folder, 'usage')).add(entry);
      focus.fire({ focused: true, active: true });
      while (!item.text.includes('$1.25')) await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      bar.dispose();
      onSave.dispose();
      window[Symbol.dispose]();
      for (const [name, value] of real) Reflect.set(vscode.window, name, value);
      log.dispose();
      rmSync(folder, { recursive: true });
    }
  });
});
