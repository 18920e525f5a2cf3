import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { startReviewSession } from '../reviewSession.ts';

/** Presses Enter on whatever list is up, once it has had the time to come up. */
async function acceptFirst(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 700));
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

const configuration = () => vscode.workspace.getConfiguration('flashReview');

describe('Select Model…', () => {
  it('lists what the service has, keeps what was chosen, and tries it with one tiny request', async () => {
    await using session = await startReviewSession();
    const done = vscode.commands.executeCommand('flashReview.selectModel');
    await acceptFirst();
    await acceptFirst();
    await acceptFirst();
    await done;
    await vscode.commands.executeCommand('notifications.clearAll');
    try {
      assert.equal(configuration().inspect('provider')?.globalValue, 'gemini');
      assert.equal(configuration().inspect('model')?.globalValue, 'gemini-3.5-flash');
      assert.equal(configuration().inspect('effort')?.globalValue, 'standard');
      const [listed, tried, ...more] = session.service.requests;
      assert.equal(listed?.method, 'GET');
      assert.match(listed.path, /\/models$/);
      assert.match(tried?.path ?? '', /gemini-3\.5-flash:streamGenerateContent$/);
      assert.ok(JSON.stringify(tried?.body).length < 600, 'the test of the connection is not tiny');
      assert.deepEqual(more, []);
    } finally {
      for (const name of ['provider', 'model', 'effort'])
        await configuration().update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('has its say in a workspace that has a model of its own', async () => {
    await using session = await startReviewSession();
    const settings = session.path('.vscode/settings.json');
    const hadSettings = existsSync(settings);
    await configuration().update('model', 'of-this-workspace', vscode.ConfigurationTarget.Workspace);
    try {
      const done = vscode.commands.executeCommand('flashReview.selectModel');
      await acceptFirst();
      await new Promise((resolve) => setTimeout(resolve, 700));
      await acceptFirst();
      await acceptFirst();
      await done;
      await vscode.commands.executeCommand('notifications.clearAll');
      const { workspaceValue, globalValue } = configuration().inspect<string>('model') ?? {};
      assert.equal(configuration().get('model'), workspaceValue);
      assert.match(workspaceValue ?? '', /^gemini-/);
      assert.equal(globalValue, undefined);
    } finally {
      await configuration().update('model', undefined, vscode.ConfigurationTarget.Workspace);
      if (!hadSettings) rmSync(session.path('.vscode'), { recursive: true, force: true });
      for (const name of ['provider', 'model', 'effort'])
        await configuration().update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('changes nothing when it is left half-way', async () => {
    await using session = await startReviewSession();
    const done = vscode.commands.executeCommand('flashReview.selectModel');
    await acceptFirst();
    await new Promise((resolve) => setTimeout(resolve, 700));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    assert.equal(configuration().inspect('model')?.globalValue, undefined);
    assert.ok(session.service.requests.every(({ method }) => method === 'GET'));
  });
});
