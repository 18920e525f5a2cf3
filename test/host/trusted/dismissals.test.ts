import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';

const sharedFile = '.flashreview/dismissed.json';

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
