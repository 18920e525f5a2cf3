import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AgentPage } from '../../../src/core/report/agentPage.ts';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

async function invoke(name: string, input: object, token = new vscode.CancellationTokenSource().token) {
  const result = await vscode.lm.invokeTool(
    `flash-review_${name}`,
    { input, toolInvocationToken: undefined },
    token,
  );
  const texts = result.content.map((part) =>
    part instanceof vscode.LanguageModelTextPart ? part.value : assert.fail('not a text'),
  );
  const [summary = '', json = ''] = texts;
  return { summary, page: JSON.parse(json) as AgentPage };
}

describe('the language model tools', () => {
  it('are known to the editor, with what they are for', () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith('flash-review_'));
    assert.deepEqual(own.map(({ name }) => name).toSorted(), [
      'flash-review_list_findings',
      'flash-review_review_changes',
    ]);
    for (const { description } of own) assert.match(description, /findings/);
  });

  it('review what is uncommitted, answer with findings, and leave them in the editor too', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    const { summary, page } = await invoke('review_changes', {});
    assert.match(summary, /^The review came to its end\. 1 of 1 finding, worst first\./);
    assert.equal(page.review?.outcome, 'completed');
    assert.equal(page.findings[0]?.file, 'src/cart.ts');
    assert.equal(page.findings[0]?.line, 8);
    await session.until('src/cart.ts', (diagnostics) => diagnostics.length === 1);
    const listed = await invoke('list_findings', { path: 'src', minSeverity: 'high' });
    assert.deepEqual(listed.page.findings, page.findings);
    assert.equal(session.service.requests.length, 1);
  });

  it('review only what paths name, and files as they stand', async () => {
    await using session = await startReviewSession();
    const only = await invoke('review_changes', { paths: ['src/discount.ts'] });
    assert.equal(only.page.review?.filesReviewed, 1);
    const folder = await invoke('review_changes', { paths: ['src'] });
    assert.equal(folder.page.review?.filesReviewed, 2);
    const whole = await invoke('review_changes', { scope: 'files', paths: ['src/greet.ts'] });
    assert.equal(whole.page.review?.filesReviewed, 1);
    const branch = await invoke('review_changes', { scope: 'branch', base: 'main' });
    assert.equal(branch.page.review?.filesReviewed, 2);
    assert.equal(session.service.requests.length, 4);
  });

  it('say in words for a model what is wrong, and what to do', async () => {
    await using session = await startReviewSession();
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ scope: 'branch' }, /needs base/],
      [{ scope: 'branch', base: 'no-such' }, /no branch, tag or commit “no-such”/],
      [{ scope: 'files', paths: ['../elsewhere'] }, /outside the folders of this window/],
      [{ scope: 'files', paths: ['/etc/passwd'] }, /outside the folders of this window/],
      [{ scope: 'files', paths: ['src/none.ts'] }, /There is no file or folder/],
    ];
    for (const [input, sentence] of wrong) await assert.rejects(invoke('review_changes', input), sentence);
    assert.equal(session.service.requests.length, 0);
    session.service.script({ kind: 'fault', name: 'bad-key' });
    await assert.rejects(invoke('review_changes', {}), /tell the user/);
  });

  it('end the review when the call is cancelled, and never that of the user', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'fault', name: 'stall', text: listOf(offByOne).slice(0, -2) });
    const cancel = new vscode.CancellationTokenSource();
    const call = invoke('review_changes', {}, cancel.token).catch((error: unknown) => error);
    await session.until('src/cart.ts', (diagnostics) => diagnostics.length === 1);
    await assert.rejects(invoke('review_changes', {}), /running in this window already/);
    assert.equal(session.service.openStreams, 1);
    cancel.cancel();
    await call;
    const deadline = Date.now() + 10_000;
    while (session.service.openStreams > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(session.service.openStreams, 0);
  });
});
