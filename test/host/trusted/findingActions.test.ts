import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fixableNonNull, listOf, nonNull, offByOne } from '../cartFindings.ts';
import { revertAll, startReviewSession, type ReviewSession } from '../reviewSession.ts';

const loop = new vscode.Range(7, 10, 7, 10);
const withCwe = offByOne.replace('"title"', '"cwe":"CWE-193","rule":"off-by-one","title"');

async function quickFixes(
  session: ReviewSession,
  range: vscode.Range,
): Promise<readonly vscode.CodeAction[]> {
  // The editor asks for actions of open documents only.
  await session.open('src/cart.ts');
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    session.uri('src/cart.ts'),
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

async function idAt(session: ReviewSession, range: vscode.Range): Promise<string> {
  const explain = (await quickFixes(session, range)).find(({ title }) => title.startsWith('Explain'));
  const [id] = (explain?.command?.arguments ?? []) as readonly string[];
  assert.ok(id !== undefined);
  return id;
}

const cursor = () => {
  const editor = vscode.window.activeTextEditor;
  const path = editor?.document.uri.path.split('/').at(-1);
  return `${path}:${(editor?.selection.active.line ?? -1) + 1}`;
};

const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

describe('at a finding', () => {
  afterEach(revertAll);
  afterEach(async () => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('the lightbulb fixes, explains, dismisses and hands over, and offers chat only where there is one', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, fixableNonNull) });
    await session.review();
    const titles = (await quickFixes(session, loop)).map(({ title }) => title.split(':')[0]);
    for (const title of [
      'Apply Fix',
      'Preview Fix',
      'Explain',
      'Dismiss',
      'Dismiss…',
      'Copy as Markdown',
      'Fix All Flash Review Findings in This File',
    ])
      assert.ok(titles.includes(title), `${title} in ${titles.join(', ')}`);
    // The tests run in an editor whose chat is switched off.
    assert.ok(!titles.includes('Continue in Chat'));
  });

  it('the explanation is a document with the words, the code, the fix as a diff and a link to the weakness', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(withCwe, nonNull) });
    await session.review();
    const id = await idAt(session, loop);
    const uri = vscode.Uri.from({ scheme: 'flash-review-finding', path: '/x.md', query: id });
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^# The last step reads past the end and throws\n/);
    assert.match(text, /`src\/cart\.ts:8` · High · bug · 95 % sure/);
    assert.match(text, /```ts\n {2}for \(let index = 0; index <= items\.length; index\+\+\) \{\n```/);
    assert.match(text, /```diff\n- for .* index <= items\.length.*\n\+ for .* index < items\.length.*\n```/);
    assert.match(text, /\[CWE-193\]\(https:\/\/cwe\.mitre\.org\/data\/definitions\/193\.html\)/);
    await vscode.commands.executeCommand('flashReview.explain', id);
    const deadline = Date.now() + 10_000;
    while (!labels().some((label) => label.includes('The last step reads past the end'))) {
      assert.ok(Date.now() < deadline, labels().join(', '));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

  it('the clipboard takes it as Markdown', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.review();
    await vscode.commands.executeCommand('flashReview.copyAsMarkdown', await idAt(session, loop));
    assert.match(await vscode.env.clipboard.readText(), /^# The last step reads past the end and throws\n/);
  });

  it('the hover is a comment with a small diff, and only our own words can be pressed', async () => {
    await using session = await startReviewSession();
    const hostile = offByOne.replace('With one item', '[press](command:flashReview.applyFix) With one item');
    session.service.script({ kind: 'text', text: listOf(hostile) });
    await session.review();
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      session.uri('src/cart.ts'),
      new vscode.Position(7, 20),
    );
    const parts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    const comment = parts.find(({ value }) => value.includes('With one item'));
    assert.ok(comment !== undefined && comment.isTrusted !== true && comment.supportHtml !== true);
    assert.match(comment.value, /```diff\n- for .*<=.*\n\+ for .* < .*\n```/);
    assert.doesNotMatch(comment.value, /\]\(command:/);
    const steps = parts.find(({ value }) => value.includes('command:flashReview.explain'));
    assert.ok(steps !== undefined && !steps.value.includes('press'));
  });

  it('Fix All is one undo step over the file', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, fixableNonNull) });
    const { document } = await session.open('src/cart.ts');
    const before = document.getText();
    await session.review();
    await vscode.commands.executeCommand('flashReview.fixAllInFile', session.uri('src/cart.ts'));
    assert.match(document.getText(), /index < items\.length[^]*items\[index\]\?\.price \?\? 0/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('one dismissed by mistake is restored alone', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    await session.review();
    const first = await idAt(session, loop);
    const second = await idAt(session, new vscode.Range(8, 8, 8, 8));
    await vscode.commands.executeCommand('flashReview.dismiss', first);
    await vscode.commands.executeCommand('flashReview.dismiss', second);
    await session.until('src/cart.ts', (found) => found.length === 0);
    await vscode.commands.executeCommand('flashReview.restore', first);
    const [back, ...rest] = await session.until('src/cart.ts', (found) => found.length > 0);
    assert.equal(back?.message, 'The last step reads past the end and throws');
    assert.deepEqual(rest, []);
    await vscode.commands.executeCommand('flashReview.restore', second);
    await session.until('src/cart.ts', (found) => found.length === 2);
  });

  it('the keys go to the next one and back, across files and round again', async () => {
    await using session = await startReviewSession();
    const discount = offByOne
      .replace('src/cart.ts', 'src/discount.ts')
      .replace('"line":8,"endLine":8', '"line":2,"endLine":2')
      .replace(/"quote":"[^"]+"/, '"quote":"  return price - price * percent;"')
      .replace(/"replacement":"[^"]+"/, '"replacement":null');
    session.service.script({ kind: 'text', text: listOf(discount, nonNull, offByOne) });
    await session.review();
    const editor = await session.open('src/cart.ts');
    // An editor remembers where the cursor was, from other tests too.
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const visited: string[] = [];
    for (const command of ['nextFinding', 'nextFinding', 'nextFinding', 'nextFinding', 'previousFinding']) {
      await vscode.commands.executeCommand(`flashReview.${command}`);
      visited.push(cursor());
    }
    assert.deepEqual(visited, ['cart.ts:8', 'cart.ts:9', 'discount.ts:2', 'cart.ts:8', 'discount.ts:2']);
  });
});
