import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FindingStore } from '../../../src/core/findings/findingStore.ts';
import { CommentsSwitch } from '../../../src/vscode/surfaces/commentsSwitch.ts';
import { listOf, nonNull, offByOne, percentAsShare } from '../cartFindings.ts';
import { recordMessages } from '../recordedMessages.ts';
import { revertAll, startReviewSession } from '../reviewSession.ts';

const configuration = () => vscode.workspace.getConfiguration('flashReview');

/** The editor lists its comments to nobody but the user, so what can be seen is that turning them on and off works. */
describe('review comments', () => {
  afterEach(async () => configuration().update('comments', undefined, vscode.ConfigurationTarget.Global));
  afterEach(revertAll);

  it('hand their buttons, and those of their threads, the finding they show', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    await session.open('src/cart.ts');
    await session.review();
    const [first] = session.diagnostics('src/cart.ts');
    assert.ok(first !== undefined);
    const { target } = first.code as { readonly target: vscode.Uri };
    const [findingId] = JSON.parse(decodeURIComponent(target.query)) as readonly string[];
    await vscode.commands.executeCommand('flashReview.copyAsMarkdown', { findingId });
    assert.match(await vscode.env.clipboard.readText(), /The last step reads past the end/);
    await vscode.commands.executeCommand('flashReview.applyFix', { comments: [{ findingId }] });
    const [left] = await session.until('src/cart.ts', (found) => found.length === 1);
    assert.equal(left?.message, 'A missing item is hidden from the compiler');
  });

  it('lead from one to the next and back, across files', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull, percentAsShare) });
    await session.open('src/cart.ts');
    await session.review();
    await configuration().update('comments', true, vscode.ConfigurationTarget.Global);
    const seen: string[] = [];
    const go = async (direction: 'next' | 'previous'): Promise<void> => {
      await vscode.commands.executeCommand(`flashReview.${direction}Comment`);
      const { document, selection } = vscode.window.activeTextEditor ?? {};
      seen.push(`${document?.uri.path.split('/').at(-1)}:${(selection?.start.line ?? -1) + 1}`);
    };
    await go('next');
    await go('previous');
    assert.deepEqual(seen, ['cart.ts:8', 'discount.ts:2']);
  });

  it('can be turned on and off while there are findings, and findings go on as before', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    await session.open('src/cart.ts');
    await session.review();
    await configuration().update('comments', true, vscode.ConfigurationTarget.Global);
    const editor = await session.open('src/cart.ts');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n'));
    await session.until('src/cart.ts', ([first]) => first?.range.start.line === 8);
    await configuration().update('comments', false, vscode.ConfigurationTarget.Global);
    assert.equal(session.diagnostics('src/cart.ts').length, 2);
  });

  it('say what to turn on where their keys are pressed while they are off', async () => {
    using messages = recordMessages();
    const comments = new CommentsSwitch(new FindingStore());
    try {
      await comments.go('next', undefined);
      await comments.go('previous', undefined);
      const told = 'Findings are not shown as comments. Turn on the setting “Flash Review: Comments” first.';
      assert.deepEqual(messages.shown, [told, told]);
    } finally {
      comments.dispose();
    }
  });
});
