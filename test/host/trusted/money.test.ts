import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

async function setBudget(dollars: number | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('flashReview')
    .update('dailyBudget', dollars, vscode.ConfigurationTarget.Global);
}

describe('money', () => {
  afterEach(async () => {
    await setBudget(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('of a day that is spent lets nothing be sent', async () => {
    await using session = await startReviewSession();
    await setBudget(0);
    await session.review();
    assert.equal(session.service.requests.length, 0);
  });
});

describe('what a review could not reach', () => {
  it('is reviewed alone when the user asks for it', async () => {
    await using session = await startReviewSession();
    session.service.script(
      { kind: 'fault', name: 'permission-denied' },
      { kind: 'text', text: listOf(offByOne) },
    );
    await session.review();
    assert.deepEqual(session.diagnostics('src/cart.ts'), []);
    await vscode.commands.executeCommand('flashReview.reviewRest');
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
    // Nothing is left now.
    await vscode.commands.executeCommand('flashReview.reviewRest');
    assert.equal(session.service.requests.length, 2);
  });
});
