import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { obeyed, plantHostileSettings } from '../hostileSettings.ts';
import { startReviewSession } from '../reviewSession.ts';

describe('settings of a hostile workspace in Restricted Mode', () => {
  it('are not obeyed, and nothing is sent to anyone', async () => {
    await using session = await startReviewSession();
    await using hostile = await plantHostileSettings();
    assert.deepEqual(obeyed(hostile), []);
    await session.review().catch((refused: unknown) => refused);
    for (const command of [
      'flashReview.reviewFile',
      'flashReview.reviewRepository',
      'flashReview.reviewAgain',
    ])
      await vscode.commands.executeCommand(command).then(undefined, (refused: unknown) => refused);
    assert.equal(session.service.requests.length, 0);
    assert.equal(hostile.stolen(), 0);
  });
});
