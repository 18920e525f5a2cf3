import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fixableNonNull, listOf, nonNull, offByOne } from '../cartFindings.ts';
import { revertAll, startReviewSession, type ReviewSession } from '../reviewSession.ts';

const place = new vscode.Range(7, 10, 7, 10);

async function actionsAt(session: ReviewSession, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    session.uri('src/cart.ts'),
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ title }) => /^(Apply Fix|Preview Fix|Dismiss): /.test(title));
}

describe('the lightbulb', () => {
  afterEach(revertAll);

  it('applies a fix to the buffer, and one undo takes it back', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    const { document } = await session.open('src/cart.ts');
    const before = document.getText();
    await session.review();

    const apply = (await actionsAt(session, place)).find(({ title }) => title.startsWith('Apply Fix'));
    assert.ok(apply?.edit);
    assert.equal(apply.isPreferred, true);
    assert.ok(await vscode.workspace.applyEdit(apply.edit));
    assert.equal(document.getText(), before.replace('index <= items.length', 'index < items.length'));
    const left = await session.until('src/cart.ts', (found) => found.length === 1);
    assert.equal(left[0]?.message, 'A missing item is hidden from the compiler');

    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await session.until('src/cart.ts', (found) => found.length === 2);
  });

  it('offers no fix when the code has moved on, and still lets the finding be dismissed', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    const editor = await session.open('src/cart.ts');
    await session.review();
    await editor.edit((edit) => edit.replace(new vscode.Range(7, 30, 7, 32), '>='));
    assert.deepEqual(
      (await actionsAt(session, place)).filter(({ title }) => title.includes('Fix')),
      [],
    );
  });

  it('applies all fixes of a file at once, and one undo takes them all back', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, fixableNonNull) });
    const { document } = await session.open('src/cart.ts');
    const before = document.getText();
    await session.review();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      session.uri('src/cart.ts'),
      place,
      vscode.CodeActionKind.QuickFix.value,
    );
    const all = actions.find(({ title }) => title === 'Fix All Flash Review Findings in This File');
    assert.ok(all?.edit);
    assert.ok(await vscode.workspace.applyEdit(all.edit));
    assert.equal(
      document.getText(),
      before
        .replace('index <= items.length', 'index < items.length')
        .replace('items[index]!.price', 'items[index]?.price ?? 0'),
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await session.until('src/cart.ts', (found) => found.length === 2);
  });

  it('offers them as a source action, for those who fix on save', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, fixableNonNull) });
    await session.open('src/cart.ts');
    await session.review();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      session.uri('src/cart.ts'),
      place,
      'source.fixAll.flashReview',
    );
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Fix All Flash Review Findings'],
    );
  });

  it('offers a fix that does not parse as a preview only', async () => {
    await using session = await startReviewSession();
    const broken = offByOne.replace(
      'index < items.length; index++) {"}',
      'index < items.length; index++ {{"}',
    );
    assert.notEqual(broken, offByOne);
    session.service.script({ kind: 'text', text: listOf(broken) });
    await session.open('src/cart.ts');
    await session.review();
    const titles = (await actionsAt(session, place)).map(({ title }) => title.split(':')[0]);
    assert.deepEqual(titles, ['Preview Fix', 'Dismiss']);
  });

  it('previews a fix without touching the buffer, and applies it from there', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    const { document } = await session.open('src/cart.ts');
    const before = document.getText();
    await session.review();
    const preview = (await actionsAt(session, place)).find(({ title }) => title.startsWith('Preview Fix'));
    assert.equal(preview?.command?.command, 'flashReview.previewFix');
    const [id] = (preview.command.arguments ?? []) as unknown[];
    await vscode.commands.executeCommand('flashReview.previewFix', id);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(tab instanceof vscode.TabInputTextDiff);
    const fixed = before.replace('index <= items.length', 'index < items.length');
    assert.equal((await vscode.workspace.openTextDocument(tab.modified)).getText(), fixed);
    assert.equal(document.getText(), before);

    // The button in the title of the diff.
    await vscode.commands.executeCommand('flashReview.applyFix', tab.modified);
    assert.equal(document.getText(), fixed);
    const shown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(shown instanceof vscode.TabInputText, 'the diff should be closed');
  });

  it('dismisses a finding, and the next review does not bring it back', async () => {
    await using session = await startReviewSession();
    session.service.script(
      { kind: 'text', text: listOf(offByOne, nonNull) },
      { kind: 'text', text: listOf(offByOne, nonNull) },
    );
    await session.review();
    const dismiss = (await actionsAt(session, place)).find(({ title }) => title.startsWith('Dismiss'));
    assert.ok(dismiss?.command);
    await vscode.commands.executeCommand(
      dismiss.command.command,
      ...(dismiss.command.arguments as unknown[]),
    );
    await session.until('src/cart.ts', (found) => found.length === 1);
    await session.review();
    assert.deepEqual(
      session.diagnostics('src/cart.ts').map(({ message }) => message),
      ['A missing item is hidden from the compiler'],
    );
    await vscode.commands.executeCommand('flashReview.restoreDismissed');
    await session.until('src/cart.ts', (found) => found.length === 2);
  });
});
