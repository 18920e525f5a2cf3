import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';

/** The prompt of the only request; fails when none or several were sent. */
function onlyPrompt(session: ReviewSession): string {
  assert.equal(session.service.requests.length, 1, 'requests sent');
  const body = session.service.requests[0]?.body;
  const { contents } = (body ?? { contents: [] }) as { contents: { parts: { text?: string }[] }[] };
  return contents.flatMap(({ parts }) => parts.map(({ text }) => text ?? '')).join('\n');
}

/** The paths of the files in a prompt, as the model is told of them. */
function filesIn(prompt: string): string[] {
  return [...prompt.matchAll(/^=== file "([^"]+)" \(/gm)].map(([, path = '']) => path).toSorted();
}

const base = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', '..');
const at = (path: string) => vscode.Uri.file(join(base, path));
const shop = { rootUri: at('shop') };

async function reviewed(command: string, argument?: unknown): Promise<string> {
  await using session = await startReviewSession();
  session.service.script({ kind: 'text', text: '{"findings":[]}' });
  await vscode.commands.executeCommand(`flashReview.${command}`, argument);
  return onlyPrompt(session);
}

/** Runs a command that asks, and takes the first answer. */
async function reviewedTakingFirst(command: string, argument: unknown): Promise<string> {
  await using session = await startReviewSession();
  session.service.script({ kind: 'text', text: '{"findings":[]}' });
  const done = Promise.resolve(vscode.commands.executeCommand(`flashReview.${command}`, argument));
  await new Promise((resolve) => setTimeout(resolve, 700));
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  await done;
  return onlyPrompt(session);
}

describe('in a window with many folders, a review of', () => {
  it('the working changes takes every repository, and tells their files apart', async () => {
    const prompt = await reviewed('reviewWorkingChanges');
    assert.deepEqual(filesIn(prompt), [
      'fresh/first.ts',
      'mono/app/main.ts',
      'shop-old/src/price.ts',
      'shop/src/new.ts',
      'shop/src/stock.ts',
      'shop/src/tax.ts',
    ]);
  });

  it('one repository takes that one only, and leaves out what .aiexclude names and the lock file', async () => {
    const prompt = await reviewed('reviewWorkingChanges', shop);
    assert.deepEqual(filesIn(prompt), ['src/new.ts', 'src/stock.ts', 'src/tax.ts']);
    assert.doesNotMatch(prompt, /next = 2|lockfileVersion/);
  });

  it('what is staged takes the index', async () => {
    const prompt = await reviewed('reviewStaged', shop);
    assert.deepEqual(filesIn(prompt), ['src/tax.ts']);
    assert.match(prompt, /\+ {2}return price \* 0\.25;/);
  });

  it('what is not staged takes the work tree, with what is untracked', async () => {
    const prompt = await reviewed('reviewUnstaged', shop);
    assert.deepEqual(filesIn(prompt), ['src/new.ts', 'src/stock.ts']);
  });

  it('a group of Source Control takes its repository only', async () => {
    const control = vscode.scm.createSourceControl('scopes-under-test', 'Scopes');
    try {
      const group = control.createResourceGroup('workingTree', 'Changes');
      group.resourceStates = [{ resourceUri: at('shop/src/stock.ts') }];
      assert.deepEqual(filesIn(await reviewed('reviewUnstaged', group)), ['src/new.ts', 'src/stock.ts']);
    } finally {
      control.dispose();
    }
  });

  it('a branch takes everything since it left its base', async () => {
    const prompt = await reviewedTakingFirst('reviewBranch', shop);
    assert.deepEqual(filesIn(prompt), [
      'src/cart.ts',
      'src/new.ts',
      'src/price.ts',
      'src/stock.ts',
      'src/tax.ts',
    ]);
    assert.match(prompt, /\+ {2}return base \* 2;/);
  });

  it('a commit takes what it changed', async () => {
    const prompt = await reviewedTakingFirst('reviewCommit', shop);
    assert.deepEqual(filesIn(prompt), ['src/cart.ts']);
  });

  it('a range takes what lies between two commits', async () => {
    // From the commit before the newest to the newest.
    await using session = await startReviewSession();
    const done = vscode.commands.executeCommand('flashReview.reviewRange', shop);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((resolve) => setTimeout(resolve, 700));
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await done;
    assert.deepEqual(filesIn(onlyPrompt(session)), ['src/cart.ts']);
  });

  it('a file takes all of it, also without git', async () => {
    const prompt = await reviewed('reviewFile', at('notes/todo.ts'));
    assert.deepEqual(filesIn(prompt), ['todo.ts']);
    assert.match(prompt, /export const todo = \["rest"\];/);
  });

  it('a selection takes the file and asks about the lines', async () => {
    const editor = await vscode.window.showTextDocument(at('shop/src/tax.ts'));
    editor.selection = new vscode.Selection(1, 0, 1, 10);
    const prompt = await reviewed('reviewSelection');
    assert.deepEqual(filesIn(prompt), ['src/tax.ts']);
    assert.match(prompt, /lines? 2\b/);
  });

  it('a folder takes what is below it, and follows its .gitignore', async () => {
    const prompt = await reviewed('reviewFolder', at('notes'));
    assert.deepEqual(filesIn(prompt), ['.gitignore', 'deep/idea.ts', 'todo.ts']);
  });

  it('a whole repository takes all its text files in a stable order', async () => {
    const prompt = await reviewed('reviewRepository', shop);
    assert.deepEqual(filesIn(prompt), [
      '.aiexclude',
      'src/cart.ts',
      'src/new.ts',
      'src/price.ts',
      'src/stock.ts',
      'src/tax.ts',
    ]);
  });
});
