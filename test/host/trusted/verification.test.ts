import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Answer } from '../../emulator/answer.ts';
import { handStream } from '../../emulator/handStream.ts';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { revertAll, startReviewSession, type ReviewSession } from '../reviewSession.ts';
import { bodyOf, recheckAnswer, setSetting } from '../savedFiles.ts';

const place = new vscode.Range(7, 10, 7, 10);

/** As a model answers that was asked for no fix. */
const withoutFix = (finding: string): string =>
  finding.replace(/,"replacement":(?:null|"(?:[^"\\]|\\.)*")/, '');
const found: Answer = { kind: 'text', text: listOf(withoutFix(offByOne), withoutFix(nonNull)) };
const fixText = JSON.stringify({
  fixes: [{ id: '1', replacement: '  for (let index = 0; index < items.length; index++) {' }],
});
const fix: Answer = { kind: 'text', text: fixText };

function verdict(kind: 'stands' | 'refuted'): string {
  const line = kind === 'refuted' ? 9 : null;
  const evidence = 'The assertion on line 9 says that the item is there.';
  return JSON.stringify({ verdicts: [{ id: '1', evidence, line, verdict: kind, severity: 'high' }] });
}

async function titlesAt(session: ReviewSession): Promise<readonly string[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    session.uri('src/cart.ts'),
    place,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.map(({ title }) => title.split(':')[0] ?? '');
}

async function run(session: ReviewSession, title: string): Promise<void> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    session.uri('src/cart.ts'),
    place,
    vscode.CodeActionKind.QuickFix.value,
  );
  const action = actions.find((one) => one.title.startsWith(title));
  assert.ok(action?.command, `no ${title} among ${actions.map((one) => one.title).join(', ')}`);
  await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments as unknown[]));
}

/** What the hover says over the line of the loop. */
async function hoverText(session: ReviewSession): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    session.uri('src/cart.ts'),
    place.start,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

async function until(what: string, test: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await test())) {
    if (Date.now() > deadline) throw new Error(`not so after ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** With the settings of everyday use. */
async function usual(): Promise<ReviewSession> {
  const session = await startReviewSession();
  for (const name of ['verify', 'fixes']) await setSetting(name, 'auto');
  await session.open('src/cart.ts');
  return session;
}

describe('verification', () => {
  beforeEach(async () => setSetting('outsideChange', 'show'));
  afterEach(async () => {
    for (const name of ['verify', 'fixes', 'outsideChange', 'maxFindings', 'minimumConfidence'])
      await setSetting(name, undefined);
    await revertAll();
  });

  it('shows a finding at once as unverified, and says when it stood; its fix comes afterwards', async () => {
    await using session = await usual();
    const [second, third] = [handStream(), handStream()];
    session.service.script(found, second, third);
    const reviewed = session.review();
    const asked = bodyOf(await second.opened);
    assert.match(asked, /claims to check/);
    assert.match(asked, /The last step reads past the end/);
    assert.doesNotMatch(asked, /A missing item is hidden/, 'a medium one is not looked at twice');
    await session.until('src/cart.ts', (shown) => shown.length === 2);
    await until('unverified', async () =>
      (await hoverText(session)).includes('being looked at a second time'),
    );
    second.push(verdict('stands'));
    second.finish();
    await third.opened;
    await until('verified', async () => (await hoverText(session)).includes('stood a second look'));
    assert.ok((await titlesAt(session)).includes('Write a Fix'));
    third.push(fixText);
    third.finish();
    await reviewed;
    const titles = await titlesAt(session);
    assert.ok(titles.includes('Apply Fix') && !titles.includes('Write a Fix'), titles.join(', '));
  });

  it('takes a refuted finding out of the code while the window is open', async () => {
    await using session = await usual();
    const second = handStream();
    session.service.script(found, second);
    const reviewed = session.review();
    await second.opened;
    await session.until('src/cart.ts', (shown) => shown.length === 2);
    second.push(verdict('refuted'));
    second.finish();
    const left = await session.until('src/cart.ts', (shown) => shown.length === 1);
    assert.equal(left[0]?.message, 'A missing item is hidden from the compiler');
    await reviewed;
  });

  it('keeps findings that could not be verified, marked so', async () => {
    await using session = await usual();
    session.service.script(found, { kind: 'fault', name: 'quota-day' });
    await session.review();
    assert.equal(session.diagnostics('src/cart.ts').length, 2);
    assert.match(await hoverText(session), /a second look came to no answer/);
  });

  it('shows the worst findings within the limit that is set', async () => {
    await setSetting('maxFindings', 1);
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(nonNull, offByOne) });
    await session.review();
    const shown = session.diagnostics('src/cart.ts').map(({ message }) => message);
    assert.deepEqual(shown, ['The last step reads past the end and throws']);
  });
});

describe('a finding without a fix', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await revertAll();
  });

  it('gets one at once when the lightbulb is asked', async () => {
    await using session = await startReviewSession();
    await session.open('src/cart.ts');
    session.service.script({ kind: 'text', text: listOf(withoutFix(offByOne)) }, fix);
    await session.review();
    await run(session, 'Write a Fix');
    const asked = session.service.requests[1];
    assert.match(asked === undefined ? '' : bodyOf(asked), /defects to fix/);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(tab instanceof vscode.TabInputTextDiff, 'the fix is shown as a diff');
    assert.ok((await titlesAt(session)).includes('Apply Fix'));
  });
});

describe('checking a finding again', () => {
  afterEach(revertAll);

  it('settles it as fixed when it is', async () => {
    await using session = await startReviewSession();
    await session.open('src/cart.ts');
    session.service.script({ kind: 'text', text: listOf(offByOne) }, recheckAnswer('fixed'));
    await session.review();
    await run(session, 'Check Again');
    await session.until('src/cart.ts', (shown) => shown.length === 0);
  });

  it('puts it where it is now when it has moved, changed code or not', async () => {
    await using session = await startReviewSession();
    const editor = await session.open('src/cart.ts');
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.review();
    const loop = '  for (let index = 0; index <= items.length; index += 1) {';
    await editor.edit((edit) => {
      edit.replace(editor.document.lineAt(7).range, loop);
      edit.insert(new vscode.Position(0, 0), '// moved\n\n');
    });
    await session.until('src/cart.ts', (shown) => shown.length === 0);
    // Its code was edited, so that only the question is left.
    session.service.script(recheckAnswer('present', { line: 10, quote: loop }));
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    editor.selection = new vscode.Selection(9, 10, 9, 10);
    await vscode.commands.executeCommand('flashReview.recheck');
    const [again] = await session.until('src/cart.ts', (shown) => shown.length === 1);
    assert.equal(again?.range.start.line, 9);
    assert.match(bodyOf(session.service.requests.at(-1) ?? assert.fail()), /index \+= 1/);
  });
});
