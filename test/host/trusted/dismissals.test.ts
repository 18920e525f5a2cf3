import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Dismissal } from '../../../src/core/findings/dismissal.ts';
import { parseDismissals } from '../../../src/core/findings/parseDismissals.ts';
import { formatDismissals } from '../../../src/core/findings/formatDismissals.ts';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';
import { openReviewWindow } from '../reviewWindow.ts';

const sharedFile = '.flashreview/dismissed.json';

/** Of a kind in a folder that is not there. */
const one = (rule: string): Dismissal => ({
  target: { kind: 'rule', rule, within: 'nowhere/' },
  reason: 'style',
  on: '2026-01-01',
});

async function dismissActionFor(session: ReviewSession, line: number): Promise<vscode.Command> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    session.uri('src/cart.ts'),
    new vscode.Range(line, 10, line, 10),
    vscode.CodeActionKind.QuickFix.value,
  );
  const command = actions.find(({ title }) => title.startsWith('Dismiss: '))?.command;
  assert.ok(command);
  return command;
}

const run = async ({ command, arguments: args = [] }: vscode.Command) =>
  vscode.commands.executeCommand(command, ...(args as unknown[]));

describe('a dismissed finding', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('flashReview.restoreDismissed');
    await vscode.workspace
      .getConfiguration('flashReview')
      .update('dismissals', undefined, vscode.ConfigurationTarget.Global);
  });

  it('stays away in a new review, and is back when it is restored', async () => {
    await using session = await startReviewSession();
    session.service.script(
      { kind: 'text', text: listOf(offByOne, nonNull) },
      { kind: 'text', text: listOf(offByOne, nonNull) },
    );
    await session.open('src/cart.ts');
    await session.review();
    await run(await dismissActionFor(session, 7));
    await session.until('src/cart.ts', (found) => found.length === 1);
    await session.review();
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
    await vscode.commands.executeCommand('flashReview.restoreDismissed');
    await session.until('src/cart.ts', (found) => found.length === 2);
  });

  it('takes its whole kind along in one step, in its file, its folder or everywhere', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    await session.open('src/cart.ts');
    await session.review();
    for (const where of ['InFile', 'InFolder', 'Everywhere']) {
      const action = await dismissActionFor(session, 7);
      await run({ ...action, command: `flashReview.dismiss${where}` });
      const [left] = await session.until('src/cart.ts', (found) => found.length === 1);
      assert.equal(left?.message, 'A missing item is hidden from the compiler');
      await vscode.commands.executeCommand('flashReview.restoreDismissed');
      await session.until('src/cart.ts', (found) => found.length === 2);
    }
  });

  it('is known in a new review even after all findings were cleared', async () => {
    await using session = await startReviewSession();
    session.service.script(
      { kind: 'text', text: listOf(offByOne) },
      { kind: 'text', text: listOf(offByOne) },
    );
    await session.open('src/cart.ts');
    await session.review();
    await run(await dismissActionFor(session, 7));
    await vscode.commands.executeCommand('flashReview.clearFindings');
    await session.review();
    assert.deepEqual(session.diagnostics('src/cart.ts'), []);
  });

  it('of another project stays away when this one takes back all of its own', async () => {
    await using session = await startReviewSession();
    const other = mkdtempSync(join(tmpdir(), 'other-project-'));
    const file = vscode.Uri.file(join(other, 'cart.ts'));
    writeFileSync(file.fsPath, readFileSync(session.path('src/cart.ts')));
    const answer = { kind: 'text', text: listOf(offByOne.replace('src/cart.ts', 'cart.ts')) } as const;
    session.service.script(answer, answer);
    const titles = () =>
      vscode.languages
        .getDiagnostics(file)
        .flatMap(({ source, message }) => (source === 'Flash Review' ? message : []));
    try {
      await vscode.window.showTextDocument(file);
      await vscode.commands.executeCommand('flashReview.reviewFile');
      assert.equal(titles().length, 1);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        file,
        new vscode.Range(7, 10, 7, 10),
      );
      const dismiss = actions.find(({ title }) => title.startsWith('Dismiss: '))?.command;
      assert.ok(dismiss);
      await run(dismiss);
      assert.deepEqual(titles(), []);
      await vscode.commands.executeCommand('flashReview.clearFindings');
      await vscode.commands.executeCommand('flashReview.restoreDismissed');
      await vscode.commands.executeCommand('flashReview.reviewFile');
      assert.equal(session.service.requests.length, 2);
      assert.deepEqual(titles(), []);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      rmSync(other, { recursive: true });
    }
  });

  it('is written to a file of the repository for the team, and taken from there', async () => {
    await using session = await startReviewSession();
    const file = session.path(sharedFile);
    try {
      await vscode.workspace
        .getConfiguration('flashReview')
        .update('dismissals', 'shared', vscode.ConfigurationTarget.Global);
      session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
      await session.open('src/cart.ts');
      await session.review();
      await run(await dismissActionFor(session, 7));
      await session.until('src/cart.ts', (found) => found.length === 1);
      const kept = JSON.parse(readFileSync(file, 'utf8')) as { dismissals: { title: string }[] };
      assert.deepEqual(
        kept.dismissals.map(({ title }) => title),
        ['The last step reads past the end and throws'],
      );

      // A colleague's change of the file, as a pull brings it.
      writeFileSync(file, '{ "version": 1, "dismissals": [] }\n');
      await session.until('src/cart.ts', (found) => found.length === 2);
    } finally {
      rmSync(session.path('.flashreview'), { recursive: true, force: true });
    }
  });

  it('is taken back from the list as it is now, with what a pull has just brought', async () => {
    await using session = await startReviewSession();
    const folder = mkdtempSync(join(tmpdir(), 'dismissed-'));
    const log = vscode.window.createOutputChannel('Dismissals under test', { log: true });
    using window = openReviewWindow(folder, log);
    const root = session.path('').replace(/\/$/, '');
    const file = session.path(sharedFile);
    const rules = () => parseDismissals(JSON.parse(readFileSync(file, 'utf8')))?.map(({ target }) => target);
    try {
      assert.equal(await window.dismissals.add(root, one('ours'), true), 'kept');
      writeFileSync(file, formatDismissals([one('ours'), one('theirs')]));
      assert.equal(await window.dismissals.remove({ root, shared: true, dismissal: one('ours') }), 'kept');
      assert.deepEqual(rules(), [one('theirs').target]);
      writeFileSync(file, '<<<<<<< ours\n');
      assert.equal(
        await window.dismissals.remove({ root, shared: true, dismissal: one('theirs') }),
        'unreadable',
      );
      assert.equal(readFileSync(file, 'utf8'), '<<<<<<< ours\n');
    } finally {
      log.dispose();
      rmSync(session.path('.flashreview'), { recursive: true, force: true });
      rmSync(folder, { recursive: true });
    }
  });

  it('never costs a file that cannot be read: it is left as it is', async () => {
    await using session = await startReviewSession();
    const file = session.path(sharedFile);
    try {
      await vscode.workspace.fs.createDirectory(session.uri('.flashreview'));
      writeFileSync(file, '<<<<<<< ours\n');
      await vscode.workspace
        .getConfiguration('flashReview')
        .update('dismissals', 'shared', vscode.ConfigurationTarget.Global);
      session.service.script({ kind: 'text', text: listOf(offByOne) });
      await session.open('src/cart.ts');
      await session.review();
      const command = await dismissActionFor(session, 7);
      void run(command);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.ok(existsSync(file));
      assert.equal(readFileSync(file, 'utf8'), '<<<<<<< ours\n');
      assert.equal(session.diagnostics('src/cart.ts').length, 1);
    } finally {
      rmSync(session.path('.flashreview'), { recursive: true, force: true });
    }
  });
});
