import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import * as vscode from 'vscode';
import { listOf, offByOne, percentAsShare } from '../cartFindings.ts';
import { leave, onlyFindingOn, shownIn } from '../leftFinding.ts';
import { revertAll, startReviewSession, type ReviewSession } from '../reviewSession.ts';

const cart = 'src/cart.ts';
const basket = 'src/basket.ts';

async function rename(session: ReviewSession, from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(session.uri(from), session.uri(to));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function git(session: ReviewSession, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Sample', '-c', 'user.email=sample@example.com'];
  execFileSync('git', [...identity, ...args], {
    cwd: session.path(''),
    env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    stdio: 'pipe',
  });
}

async function noneIn(relative: string): Promise<void> {
  for (let turn = 0; turn < 500 && shownIn(relative).length > 0; turn++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(shownIn(relative), []);
}

describe('at the end of the trusted run, one finding', () => {
  it('is the same through edits, an undo, a rename and a branch switch, and is left for later starts', async function () {
    this.timeout(90_000);
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, percentAsShare) });
    const reviewed = readFileSync(session.path(cart), 'utf8');
    await session.review();
    const { id } = await onlyFindingOn(cart, 7);
    const isOn = async (relative: string, line: number): Promise<void> =>
      assert.equal((await onlyFindingOn(relative, line)).id, id);

    const editor = await session.open(cart);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// typed\n'));
    await isOn(cart, 8);
    await editor.edit((edit) => edit.replace(new vscode.Range(8, 30, 8, 32), '<'));
    await noneIn(cart);
    await vscode.commands.executeCommand('undo');
    await isOn(cart, 8);
    await revertAll();
    await isOn(cart, 7);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');

    await rename(session, cart, basket);
    await isOn(basket, 7);
    await noneIn(cart);
    await rename(session, basket, cart);
    await isOn(cart, 7);

    git(session, 'switch', '--quiet', '--create', 'feature');
    git(session, 'commit', '--quiet', '--all', '--message=Change');
    try {
      git(session, 'switch', '--quiet', 'main');
      await noneIn(cart);
      git(session, 'switch', '--quiet', 'feature');
      await isOn(cart, 7);
    } finally {
      git(session, 'switch', '--quiet', 'main');
      git(session, 'branch', '--quiet', '--delete', '--force', 'feature');
      writeFileSync(session.path(cart), reviewed);
    }
    await isOn(cart, 7);
    await onlyFindingOn('src/discount.ts', 1);
    leave({ id, line: 7 });
    // The store is written shortly after the last change.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });
});
