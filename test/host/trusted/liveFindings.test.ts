import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { handStream } from '../../emulator/handStream.ts';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

describe('findings', () => {
  it('are in the editor while the model is still writing', async () => {
    await using session = await startReviewSession();
    const stream = handStream();
    session.service.script(stream);
    const reviewed = session.review();
    await stream.opened;

    stream.push(`{"findings":[${offByOne}`);
    const [first] = await session.until('src/cart.ts', (found) => found.length === 1);
    assert.equal(session.service.openStreams, 1, 'the stream should still be open');
    assert.equal(first?.message, 'The last step reads past the end and throws');
    assert.equal(first.severity, vscode.DiagnosticSeverity.Error);
    assert.equal((first.code as { readonly value: string }).value, 'bug');
    // The quoted code on line 8, without its indentation.
    assert.deepEqual(first.range, new vscode.Range(7, 2, 7, 55));

    stream.push(`,${nonNull}]}`);
    const both = await session.until('src/cart.ts', (found) => found.length === 2);
    assert.equal(both[1]?.severity, vscode.DiagnosticSeverity.Warning);
    stream.finish();
    await reviewed;
    assert.equal(session.diagnostics('src/cart.ts').length, 2);
  });

  it('follow their code while the user types, also when they come after the typing', async () => {
    await using session = await startReviewSession();
    const editor = await session.open('src/cart.ts');
    const stream = handStream();
    session.service.script(stream);
    const reviewed = session.review();
    await stream.opened;
    stream.push(`{"findings":[${offByOne}`);
    await session.until('src/cart.ts', (found) => found.length === 1);

    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n// two\n'));
    await session.until('src/cart.ts', ([first]) => first?.range.start.line === 9);
    stream.push(`,${nonNull}]}`);
    stream.finish();
    await reviewed;
    const lines = session.diagnostics('src/cart.ts').map(({ range }) => range.start.line);
    assert.deepEqual(lines, [9, 10]);

    await vscode.commands.executeCommand('undo');
    const back = await session.until('src/cart.ts', ([first]) => first?.range.start.line === 7);
    assert.deepEqual(
      back.map(({ range }) => range.start.line),
      [7, 8],
    );
  });

  it('whose code was edited before they came are marked as changed, without a squiggle', async () => {
    await using session = await startReviewSession();
    const editor = await session.open('src/cart.ts');
    const stream = handStream();
    session.service.script(stream);
    const reviewed = session.review();
    await stream.opened;
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n'));
    // Line 9 of the reviewed text, now line 10.
    await editor.edit((edit) => edit.insert(new vscode.Position(9, 8), 'x'));
    stream.push(`{"findings":[${offByOne},${nonNull}]}`);
    stream.finish();
    await reviewed;
    assert.deepEqual(
      session.diagnostics('src/cart.ts').map(({ message, range }) => [message, range.start.line]),
      [['The last step reads past the end and throws', 8]],
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('rest on the text in the editor, saved or not', async () => {
    await using session = await startReviewSession();
    const editor = await session.open('src/greet.ts');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'export const unsaved = 1;\n'));
    await session.review();
    const sent = JSON.stringify(session.service.requests.at(-1)?.body);
    assert.match(sent, /1 \|\+export const unsaved = 1;/);
    assert.match(sent, /8 \|\+ {2}for \(let index = 0; index <= items\.length; index\+\+\)/);
    assert.match(sent, /=== file \\+"src\/discount\.ts\\+" \(added\) ===/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('read in a hover like a comment: title, explanation, severity, confidence', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.review();
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      session.uri('src/cart.ts'),
      new vscode.Position(7, 20),
    );
    const texts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    const ours = texts.find(({ value }) => value.includes('With one item'));
    assert.ok(ours, texts.map(({ value }) => value).join('\n'));
    assert.match(ours.value, /With one item\\, index 1 is undefined/);
    assert.match(ours.value, /High · bug · 95 % sure/);
    assert.ok(ours.isTrusted !== true && ours.supportHtml !== true);
  });

  it('without a line are listed, and put no squiggle on a guess', async () => {
    await using session = await startReviewSession();
    session.service.script({
      kind: 'text',
      text: listOf(offByOne.replace(/"quote":"[^"]+"/, '"quote":"await database.transaction(rollback);"')),
    });
    await session.review();
    assert.deepEqual(session.diagnostics('src/cart.ts'), []);
  });
});
