import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { revertAll, startReviewSession } from '../reviewSession.ts';

const configuration = () => vscode.workspace.getConfiguration('flashReview');

/** The editor lists its comments to nobody but the user, so what can be seen is that turning them on and off works. */
describe('review comments', () => {
  afterEach(async () => configuration().update('comments', undefined, vscode.ConfigurationTarget.Global));
  afterEach(revertAll);

  it('hand the buttons of a thread the finding they show', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
    await session.open('src/cart.ts');
    await session.review();
    const [first] = session.diagnostics('src/cart.ts');
    assert.ok(first !== undefined);
    const { target } = first.code as { readonly target: vscode.Uri };
    const [findingId] = JSON.parse(decodeURIComponent(target.query)) as readonly string[];
    await vscode.commands.executeCommand('flashReview.applyFix', { comments: [{ findingId }] });
    const [left] = await session.until('src/cart.ts', (found) => found.length === 1);
    assert.equal(left?.message, 'A missing item is hidden from the compiler');
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
});
