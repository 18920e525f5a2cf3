import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startReviewSession } from '../reviewSession.ts';

async function invoke(name: string): Promise<vscode.LanguageModelToolResult> {
  return vscode.lm.invokeTool(`flash-review_${name}`, { input: {}, toolInvocationToken: undefined });
}

describe('the language model tools in Restricted Mode', () => {
  it('refuse to review with a sentence, send nothing, and still list', async () => {
    await using session = await startReviewSession();
    await assert.rejects(invoke('review_changes'), /not trusted.*Tell the user/);
    assert.equal(session.service.requests.length, 0);
    const { content } = await invoke('list_findings');
    assert.equal(content.length, 2);
  });
});
