import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { revertAll, startReviewSession, type ReviewSession } from '../reviewSession.ts';

const cart = 'src/cart.ts';

/** A session after a review that found two things in the cart, on lines 7 and 8 (0-based). */
async function reviewedSession(): Promise<ReviewSession> {
  const session = await startReviewSession();
  session.service.script({ kind: 'text', text: listOf(offByOne, nonNull) });
  await session.review();
  await linesAre(session, cart, [7, 8]);
  // Tied to the text it stands in shortly after it was found.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return session;
}

async function linesAre(session: ReviewSession, path: string, lines: readonly number[]): Promise<void> {
  await session.until(
    path,
    (found) => found.map(({ range }) => range.start.line).join(' ') === lines.join(' '),
  );
}

function git(session: ReviewSession, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Sample', '-c', 'user.email=sample@example.com'];
  execFileSync('git', [...identity, ...args], {
    cwd: session.path(''),
    env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    stdio: 'pipe',
  });
}

/** The editor may keep the document of a closed tab for a while, and reads the disk when it pleases. */
async function documentIs(path: string, text: string): Promise<void> {
  const isOther = () =>
    vscode.workspace.textDocuments.some(
      (document) => document.uri.fsPath === path && document.getText() !== text,
    );
  for (let turn = 0; turn < 200 && isOther(); turn++) await new Promise((resolve) => setTimeout(resolve, 25));
  assert.ok(!isOther(), 'the document of the test before is still there');
}

async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

describe('outside the editor, findings', () => {
  let original: string;
  let path: string;
  before(() => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    path = vscode.Uri.joinPath(folder.uri, cart).fsPath;
    original = readFileSync(path, 'utf8');
  });
  beforeEach(closeEditors);
  afterEach(async () => {
    await revertAll();
    await closeEditors();
    writeFileSync(path, original);
    await documentIs(path, original);
  });

  it('follow a file that another program writes, closed or open', async () => {
    await using session = await reviewedSession();
    writeFileSync(path, `// one\n// two\n${original}`);
    await linesAre(session, cart, [9, 10]);
    await session.open(cart);
    writeFileSync(path, `// one\n${original.replace('return sum', 'return 0 + sum')}`);
    await linesAre(session, cart, [8, 9]);
    // Its own code is another now.
    writeFileSync(path, original.replace('index <= items.length', 'index < items.length'));
    await linesAre(session, cart, [8]);
    writeFileSync(path, original);
    await linesAre(session, cart, [7, 8]);
  });

  it('go with a branch and come back with it', async () => {
    await using session = await reviewedSession();
    git(session, 'switch', '--quiet', '--create', 'feature');
    git(session, 'commit', '--quiet', '--all', '--message=Change');
    try {
      git(session, 'switch', '--quiet', 'main');
      await linesAre(session, cart, []);
      git(session, 'switch', '--quiet', 'feature');
      await linesAre(session, cart, [7, 8]);
    } finally {
      git(session, 'switch', '--quiet', 'main');
      git(session, 'restore', '--source=feature', '--worktree', cart);
      git(session, 'branch', '--quiet', '--delete', '--force', 'feature');
    }
  });

  it('go with a stash and come back with it, in an open editor', async () => {
    await using session = await reviewedSession();
    await session.open(cart);
    git(session, 'stash', '--quiet');
    try {
      await linesAre(session, cart, []);
    } finally {
      git(session, 'stash', 'pop', '--quiet');
    }
    await linesAre(session, cart, [7, 8]);
  });

  it('follow a rename in the editor, and back', async () => {
    await using session = await reviewedSession();
    const rename = async (from: string, to: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(session.uri(from), session.uri(to));
      await vscode.workspace.applyEdit(edit);
    };
    await rename(cart, 'src/basket.ts');
    await linesAre(session, 'src/basket.ts', [7, 8]);
    await linesAre(session, cart, []);
    await rename('src/basket.ts', cart);
    await linesAre(session, cart, [7, 8]);
  });

  it('follow a file that is moved, and edited, behind the editor’s back', async () => {
    await using session = await reviewedSession();
    const moved = session.path('src/shop/basket.ts');
    mkdirSync(dirname(moved), { recursive: true });
    try {
      writeFileSync(path, `// moved\n${original}`);
      renameSync(path, moved);
      await linesAre(session, 'src/shop/basket.ts', [8, 9]);
      renameSync(moved, path);
      await linesAre(session, cart, [8, 9]);
    } finally {
      rmSync(dirname(moved), { recursive: true, force: true });
    }
  });

  it('are gone with their file, and back with it', async () => {
    await using session = await reviewedSession();
    rmSync(path);
    await linesAre(session, cart, []);
    writeFileSync(path, original);
    await linesAre(session, cart, [7, 8]);
  });

  it('that were followed through typing stand where the disk has them when it is not saved', async () => {
    await using session = await reviewedSession();
    const editor = await session.open(cart);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// typed\n'));
    await linesAre(session, cart, [8, 9]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await linesAre(session, cart, [7, 8]);
  });
});

describe('in the editor, findings', () => {
  afterEach(async () => {
    await revertAll();
    await closeEditors();
  });

  it('stay on their code through a change of the whole document, as formatters make it', async () => {
    await using session = await reviewedSession();
    const editor = await session.open(cart);
    const { document } = editor;
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const tabs = `// formatted\n${document.getText().replaceAll('  ', '\t')}`;
    await editor.edit((edit) => edit.replace(all, tabs));
    await linesAre(session, cart, [8, 9]);
    assert.equal(session.diagnostics(cart)[0]?.range.start.character, 1);
    await vscode.commands.executeCommand('undo');
    await linesAre(session, cart, [7, 8]);
  });

  it('follow a block that is cut and pasted', async () => {
    await using session = await reviewedSession();
    const editor = await session.open(cart);
    const block = new vscode.Range(5, 0, 12, 0);
    const text = editor.document.getText(block);
    await editor.edit((edit) => edit.delete(block));
    await linesAre(session, cart, []);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
    await linesAre(session, cart, [2, 3]);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    await linesAre(session, cart, [7, 8]);
  });

  it('stay on their code while several cursors type around them', async () => {
    await using session = await reviewedSession();
    const editor = await session.open(cart);
    await editor.edit((edit) => {
      for (const line of [0, 6, 7, 10]) edit.insert(new vscode.Position(line, 0), '/* x */\n');
    });
    await linesAre(session, cart, [10, 11]);
  });
});
