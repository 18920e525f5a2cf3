import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fixableNonNull, listOf, offByOne } from '../cartFindings.ts';
import { revertAll, startReviewSession, type ReviewSession } from '../reviewSession.ts';

const cart = 'src/cart.ts';

/** A review that found two things to fix, and a language service for errors that a test makes up. */
interface WatchedSession extends ReviewSession {
  readonly document: vscode.TextDocument;
  readonly before: string;
  /** The language service tells of these errors of the cart and of no other. */
  readonly tell: (...errors: readonly string[]) => void;
}

async function startWatchedSession(): Promise<WatchedSession> {
  const session = await startReviewSession();
  session.service.script({ kind: 'text', text: listOf(offByOne, fixableNonNull) });
  const { document } = await session.open(cart);
  await session.review();
  const collection = vscode.languages.createDiagnosticCollection('language-service-of-the-tests');
  return {
    ...session,
    document,
    before: document.getText(),
    tell: (...errors) =>
      collection.set(
        document.uri,
        errors.map((error, line) => {
          const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, 1), error);
          return Object.assign(diagnostic, { source: 'language service' });
        }),
      ),
    [Symbol.asyncDispose]: async () => {
      collection.dispose();
      await vscode.commands.executeCommand('notifications.clearAll');
      await session[Symbol.asyncDispose]();
    },
  };
}

/** What the button of the report does, as soon as there is a report; after four seconds there is none. */
async function pressUndo(): Promise<unknown> {
  for (let turn = 0; ; turn++) {
    const pressed: unknown = await vscode.commands.executeCommand('flashReview.undoFix');
    if (pressed !== 'nothing-reported' || turn === 80) return pressed;
    await pause(50);
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

async function isFixed(document: vscode.TextDocument, before: string): Promise<void> {
  for (let turn = 0; turn < 100 && document.getText() === before; turn++) await pause(50);
  assert.notEqual(document.getText(), before, 'the fix was not applied');
}

async function byLightbulb(session: WatchedSession): Promise<void> {
  const editor = await session.open(cart);
  editor.selection = new vscode.Selection(7, 10, 7, 10);
  await vscode.commands.executeCommand('editor.action.codeAction', {
    kind: 'quickfix',
    preferred: true,
    apply: 'first',
  });
}

async function byCommand({ document }: WatchedSession): Promise<void> {
  await vscode.commands.executeCommand('flashReview.applyFix', document.uri);
}

/** Every way in which the editor applies a fix of ours. */
const ways: Readonly<Record<string, (session: WatchedSession) => Promise<void>>> = {
  'the lightbulb': byLightbulb,
  'fix all in the lightbulb': async (session) => {
    await session.open(cart);
    await vscode.commands.executeCommand('editor.action.codeAction', {
      kind: 'source.fixAll.flashReview',
      apply: 'first',
    });
  },
  'the command, as from a preview': byCommand,
  'the command that fixes all': async ({ document }) =>
    vscode.commands.executeCommand('flashReview.fixAllInFile', document.uri),
};

describe('after a fix', () => {
  afterEach(revertAll);

  for (const [way, apply] of Object.entries(ways)) {
    it(`by ${way}, a new error of a language service is reported, and one press takes the fix back`, async () => {
      await using session = await startWatchedSession();
      const { document, before, tell } = session;
      tell('Known before.');
      await apply(session);
      await isFixed(document, before);
      tell('Known before.', 'Type string is not assignable.');
      assert.equal(await pressUndo(), 'undone');
      assert.equal(document.getText(), before);
      assert.equal(await vscode.commands.executeCommand('flashReview.undoFix'), 'nothing-reported');
    });
  }

  it('an error that was there before is not reported, wherever it stands now', async () => {
    await using session = await startWatchedSession();
    const { document, before, tell } = session;
    tell('Known before.', 'Another.');
    await byLightbulb(session);
    await isFixed(document, before);
    tell('Another.', 'Known before.');
    assert.equal(await pressUndo(), 'nothing-reported');
    assert.notEqual(document.getText(), before);
  });

  it('an error that comes and goes, or comes after two seconds, is not reported', async () => {
    await using session = await startWatchedSession();
    const { document, before, tell } = session;
    await byCommand(session);
    await isFixed(document, before);
    tell('Not looked at all of it yet.');
    await pause(100);
    tell();
    await pause(2_500);
    tell('Late.');
    assert.equal(await pressUndo(), 'nothing-reported');
    assert.notEqual(document.getText(), before);
  });

  it('the press takes nothing back when the file was edited since', async () => {
    await using session = await startWatchedSession();
    const { document, before, tell } = session;
    await byCommand(session);
    await isFixed(document, before);
    tell('Type string is not assignable.');
    await pause(100);
    const editor = await session.open(cart);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    const edited = document.getText();
    assert.equal(await pressUndo(), 'edited');
    assert.equal(document.getText(), edited);
  });

  it('that the user took back, there is nothing to report', async () => {
    await using session = await startWatchedSession();
    const { document, before, tell } = session;
    await byCommand(session);
    await isFixed(document, before);
    tell('Type string is not assignable.');
    await pause(100);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    assert.equal(await pressUndo(), 'nothing-reported');
    assert.equal(document.getText(), before);
  });
});
