import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';

const cart = 'src/cart.ts';

async function run(command: string): Promise<void> {
  await vscode.commands.executeCommand(`flashReview.${command}`);
}

describe('a batch of the whole repository', () => {
  let session: ReviewSession;
  let before: string;
  beforeEach(async () => {
    session = await startReviewSession();
    before = await readFile(session.path(cart), 'utf8');
  });
  afterEach(async () => {
    await writeFile(session.path(cart), before);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await session[Symbol.asyncDispose]();
  });

  const calls = (): readonly string[] =>
    session.service.requests.map(({ method, path }) => `${method} ${path.replace(/^\/v1beta\//, '')}`);

  it('is submitted, worked on while files change, and brings its findings in where their code is now', async () => {
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await run('reviewRepositoryBatch');
    assert.deepEqual(calls(), ['POST models/gemini-3.5-flash:batchGenerateContent']);
    assert.deepEqual(session.diagnostics(cart), []);
    await writeFile(session.path(cart), `// A line more.\n${before}`);
    await run('lookAtBatches');
    assert.deepEqual(session.diagnostics(cart), []);
    await run('lookAtBatches');
    const [found] = await session.until(cart, (list) => list.length === 1);
    assert.match(found?.message ?? '', /./);
    const line = before.split('\n').findIndex((text) => text.includes('index <= items.length'));
    assert.equal(found?.range.start.line, line + 1);
    // Nothing stays at the service, and there is nothing left to look at.
    assert.deepEqual(calls().slice(-2), ['GET batches/b1', 'DELETE batches/b1']);
    const asked = calls().length;
    await run('lookAtBatches');
    assert.equal(calls().length, asked);
    await run('showUsage');
    const usage = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(usage, /\| gemini-3\.5-flash \| batch \| 1 \|/);
  });

  it('is cancelled here and at the service', async () => {
    await run('reviewRepositoryBatch');
    const cancelling = vscode.commands.executeCommand('flashReview.cancelBatch');
    // One is offered.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await cancelling;
    assert.equal(calls().at(-1), 'POST batches/b1:cancel');
    const asked = calls().length;
    await run('lookAtBatches');
    assert.equal(calls().length, asked);
  });

  it('waits for its key where that was removed, and comes in when it is back', async () => {
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await run('reviewRepositoryBatch');
    const key = process.env['GEMINI_API_KEY'];
    delete process.env['GEMINI_API_KEY'];
    await run('lookAtBatches');
    assert.equal(calls().length, 1);
    process.env['GEMINI_API_KEY'] = 'another-key';
    await run('lookAtBatches');
    assert.equal(calls().length, 1);
    process.env['GEMINI_API_KEY'] = key;
    await run('lookAtBatches');
    await run('lookAtBatches');
    await session.until(cart, (list) => list.length === 1);
  });
});
