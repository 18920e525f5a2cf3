import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';

const large = 'src/large.ts';

async function setCaching(value: 'off' | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('flashReview')
    .update('explicitCaching', value, vscode.ConfigurationTarget.Global);
}

async function review(): Promise<void> {
  await vscode.commands.executeCommand('flashReview.reviewRepository');
}

describe('explicit caching of a repository', () => {
  let session: ReviewSession;
  beforeEach(async () => {
    session = await startReviewSession();
  });
  afterEach(async () => {
    await rm(session.path(large), { force: true });
    await setCaching(undefined);
    await session[Symbol.asyncDispose]();
  });

  const write = async (line: string): Promise<void> =>
    writeFile(session.path(large), `${line}\n`.repeat(4000));
  const calls = (): readonly string[] =>
    session.service.requests.map(({ method, path }) => `${method} ${path.replace(/^.*\//, '')}`);

  it('stores the text at its second review, finds it again, and deletes it when it changes', async () => {
    await write(`export const one = ${Date.now()};`);
    await review();
    await review();
    await review();
    const asked = 'POST gemini-3.5-flash:streamGenerateContent';
    assert.deepEqual(calls(), [asked, 'POST cachedContents', asked, 'PATCH c1', asked]);
    await write(`export const two = ${Date.now()};`);
    await review();
    assert.deepEqual(calls().slice(5), [asked, 'DELETE c1']);
  });

  it('deletes what is stored when it is switched off, and stores no more', async () => {
    await write(`export const three = ${Date.now()};`);
    await review();
    await review();
    assert.equal(calls().filter((call) => call === 'POST cachedContents').length, 1);
    await setCaching('off');
    const deadline = Date.now() + 10_000;
    while (!calls().includes('DELETE c1') && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(calls().at(-1), 'DELETE c1');
    await review();
    assert.equal(calls().filter((call) => call === 'POST cachedContents').length, 1);
  });
});
