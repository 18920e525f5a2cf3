import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Finding } from '../../../src/core/finding.ts';
import { continueInChat } from '../../../src/vscode/findings/chat.ts';
import { recordMessages } from '../recordedMessages.ts';

const finding: Finding = {
  id: 'a',
  reviewId: 'r',
  file: { root: '/project', path: 'src/cart.ts' },
  anchor: { kind: 'none', reason: 'no-line-no-quote' },
  quote: '',
  severity: 'high',
  category: 'bug',
  title: 'A finding',
  explanation: '',
  confidence: 1,
  state: 'open',
};

describe('a finding handed over to a chat', () => {
  it('says which setting switches the chat off, where one does', async () => {
    assert.equal(vscode.workspace.getConfiguration('chat').get('disableAIFeatures'), true);
    using messages = recordMessages();
    await continueInChat(finding);
    assert.deepEqual(messages.shown, [
      'Flash Review: the chat of this editor is switched off in the setting “Disable AI Features”.',
    ]);
  });
});
