import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { batchPriceShare } from '../../../src/core/plan/prices.ts';
import { UsageFiles } from '../../../src/node/usageFiles.ts';
import { Spending } from '../../../src/vscode/spending.ts';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
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
  });

  it('is told what was dismissed, and brings in the rest', async () => {
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.review();
    const [first] = session.diagnostics(cart);
    assert.ok(first !== undefined);
    const { target } = first.code as { readonly target: vscode.Uri };
    const [id] = JSON.parse(decodeURIComponent(target.query)) as readonly string[];
    await vscode.commands.executeCommand('flashReview.dismiss', id);
    try {
      session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
      await run('reviewRepositoryBatch');
      const sent = JSON.stringify(session.service.requests.at(-1)?.body);
      assert.match(sent, /The last step reads past the end and throws/);
      await run('lookAtBatches');
      await run('lookAtBatches');
      const left = await session.until(cart, (list) => list.length === 1);
      assert.deepEqual(
        left.map(({ message }) => message),
        ['A missing item is hidden from the compiler'],
      );
    } finally {
      await vscode.commands.executeCommand('flashReview.restoreDismissed');
    }
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

  it('counts at half price, as a kind of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'batch-usage-'));
    const log = vscode.window.createOutputChannel('Batches under test', { log: true });
    try {
      const memory: vscode.Memento = {
        keys: () => [],
        get: <T>(_key: string, otherwise?: T) => otherwise,
        update: async () => Promise.resolve(),
      };
      const spending = new Spending(new UsageFiles(folder), memory, log);
      const usage = { input: 1_000_000, cachedInput: 0, output: 100_000, thoughts: 0 };
      const model = 'gemini-3.5-flash';
      await spending.addAll('batch', [{ model, requests: 1, usage }], batchPriceShare);
      const [entry] = await spending.all();
      assert.equal(entry?.kind, 'batch');
      assert.equal(entry.dollars.toFixed(2), '1.20');
    } finally {
      log.dispose();
      await rm(folder, { recursive: true });
    }
  });
});
