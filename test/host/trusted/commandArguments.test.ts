import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Finding } from '../../../src/core/finding.ts';
import { FindingStore } from '../../../src/core/findings/findingStore.ts';
import { commandsOnFindings, type FindingArgument } from '../../../src/vscode/findings/commandsOnFindings.ts';
import { scopeCommands } from '../../../src/vscode/review/scopeCommands.ts';
import type { FindingSurfaces } from '../../../src/vscode/surfaces/findingSurfaces.ts';
import type { FindingsView } from '../../../src/vscode/view/findingsView.ts';
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

describe('a command on a finding', () => {
  const store = new FindingStore();
  store.add(finding);
  const ran: string[] = [];
  const surfaces = {
    run: async (command: string, { id }: Finding) => void ran.push(`${command} ${id}`),
  } as unknown as FindingSurfaces;
  const view = { selected: { kind: 'unreviewed-group' } } as unknown as FindingsView;
  const commands = commandsOnFindings(surfaces, store, view);
  beforeEach(() => ran.splice(0));

  it('works on the file of a group within another group', async () => {
    await commands['flashReview.fixAllInFile']({ kind: 'group', key: '/project/src/cart.ts' });
    await commands['flashReview.fixAllInFile']({
      kind: 'group',
      key: 'severity high\0/project/src/cart.ts',
    });
    assert.deepEqual(ran, ['fixAllInFile a', 'fixAllInFile a']);
  });

  it('says so where there is none, and where it is gone', async () => {
    using messages = recordMessages();
    await commands['flashReview.fixAllInFile'](vscode.Uri.file('/project/src/other.ts'));
    await commands['flashReview.explain']('gone');
    await commands['flashReview.dismiss']({ comments: [{ findingId: 'gone' }] });
    await commands['flashReview.dismiss'](null);
    assert.deepEqual(messages.shown, [
      'No open finding of Flash Review is here.',
      'This finding is no longer known.',
      'This finding is no longer known.',
      'No open finding of Flash Review is here.',
    ]);
    assert.deepEqual(ran, []);
  });

  it('does nothing for a key pressed on a row that is about none', async () => {
    using messages = recordMessages();
    await commands['flashReview.dismiss']('selected');
    await commands['flashReview.dismiss']({ kind: 'context-group' });
    assert.deepEqual([...messages.shown, ...ran], []);
  });

  it('takes whatever a key binding hands over', async () => {
    using messages = recordMessages();
    for (const foreign of [7, true, [], {}, ['x'], { comments: 3 }, { comments: [] }])
      await commands['flashReview.explain'](foreign as unknown as FindingArgument);
    assert.deepEqual(new Set(messages.shown), new Set(['This finding is no longer known.']));
    assert.deepEqual(ran, []);
  });
});

describe('a review of what is in the editor', () => {
  it('says what is missing where that is no text file on disk', async () => {
    const memory = { get: () => undefined } as unknown as vscode.Memento;
    const commands = scopeCommands(memory);
    using messages = recordMessages();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'untitled' }));
    for (const argument of [undefined, null, {}])
      for (const name of ['reviewFile', 'reviewSelection'] as const)
        assert.deepEqual(await commands[name](argument), { ok: true, value: undefined });
    assert.deepEqual(messages.shown, Array(6).fill(noFile));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const noFile = 'There is no text file in the editor to review. Open one, and try again.';
});
