import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

type Message = { readonly role: number; readonly text: string };

const say = async (answer: { readonly text?: string; readonly error?: string }) =>
  vscode.commands.executeCommand('flashReviewTests.say', answer);
const asked = async () => vscode.commands.executeCommand<Message[][]>('flashReviewTests.asked');

/** The editor's own models, one of which is the scripted one. */
async function useEditorModel(provider: string | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('flashReview');
  await configuration.update('provider', provider, vscode.ConfigurationTarget.Global);
}

describe('a model of the editor', () => {
  before(async () => {
    await vscode.extensions.getExtension('flash-review-tests.model-provider')?.activate();
    assert.ok((await vscode.lm.selectChatModels()).length > 0, 'the editor offers no model');
  });
  beforeEach(async () => useEditorModel('editor'));
  afterEach(async () => useEditorModel(undefined));

  it('reviews without a key, told first what to do and then what to look at', async () => {
    await using session = await startReviewSession();
    delete process.env['GEMINI_API_KEY'];
    await say({ text: listOf(offByOne) });
    await session.review();
    const [first] = session.diagnostics('src/cart.ts');
    assert.equal(first?.message, 'The last step reads past the end and throws');
    const [messages] = await asked();
    assert.match(messages?.[0]?.text ?? '', /^You review/);
    assert.match(messages?.at(-1)?.text ?? '', /Task: /);
    assert.equal(session.service.requests.length, 0, 'nothing goes to another service');
  });

  for (const [error, sent] of [
    ['NoPermissions', 1],
    ['NotFound', 1],
  ] as const)
    it(`that answers ${error} leaves earlier findings alone and is asked ${sent} time`, async () => {
      await using session = await startReviewSession();
      await say({ text: listOf(offByOne) });
      await session.review();
      await say({ error });
      await session.review();
      assert.equal(session.diagnostics('src/cart.ts').length, 1);
      assert.equal((await asked()).length, sent);
    });
});
