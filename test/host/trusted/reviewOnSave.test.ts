import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { handStream } from '../../emulator/handStream.ts';
import { listOf } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';
import {
  bodyOf,
  findingAt,
  recheckAnswer,
  returnLine,
  setSetting,
  startSavingSession,
  type SavingSession,
} from '../savedFiles.ts';

const pause = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function mode(): unknown {
  return vscode.workspace.getConfiguration('flashReview').get('reviewOnSave');
}

/** Titles of what is shown in the saved file, with their 1-based lines. */
function shown(session: SavingSession): readonly (readonly [string, number])[] {
  return session
    .diagnostics(session.saved)
    .map(({ message, range }) => [message, range.start.line + 1] as const);
}

const empty = { kind: 'text', text: '{"findings":[]}' } as const;

describe('a save', () => {
  it('sends nothing as long as nobody has asked for it', async () => {
    await using session = await startSavingSession('off');
    await session.change(session.saved, "'one'", "'uno'");
    await pause(2_500);
    assert.equal(session.service.requests.length, 0);
  });

  it('sends the hunk that differs from the last commit, for a quick look', async () => {
    await using session = await startSavingSession('changed');
    const before = readFileSync(session.path('src/cart.ts'), 'utf8');
    try {
      await session.change('src/cart.ts', 'let sum = 0;', 'let sum = 1;');
      const sent = bodyOf(await session.requested(1));
      assert.match(sent, /=== file \\+"src\/cart\.ts\\+" \(modified\) ===/);
      assert.match(sent, /\|\+ {2}let sum = 1;/);
      assert.doesNotMatch(sent, /readonly name: string/);
      assert.match(sent, /"thinkingLevel":"low"/i);
    } finally {
      await session.change('src/cart.ts', 'let sum = 1;', 'let sum = 0;');
      assert.equal(readFileSync(session.path('src/cart.ts'), 'utf8'), before);
    }
  });

  it('sends what changed since the last review of the file, and its definition, and nothing else', async () => {
    await using session = await startSavingSession('changed');
    await session.change(session.saved, "'one'", "'uno'");
    const first = bodyOf(await session.requested(1));
    assert.match(first, /\(added\) ===/);
    await session.change(session.saved, "'two'", "'due'");
    const second = bodyOf(await session.requested(2));
    assert.match(second, /\(modified\) ===/);
    assert.match(second, /\|\+ {2}const base = 'due';/);
    assert.match(second, /export function two/);
    assert.doesNotMatch(second, /'uno'|function one\(\): number \{\\n.*base|'three'/);
  });

  it('without a change, or of a text that was seen before, sends nothing', async () => {
    await using session = await startSavingSession('changed');
    await session.change(session.saved, "'one'", "'uno'");
    await session.requested(1);
    await session.save(session.saved);
    await session.turnsPassed();
    await session.change(session.saved, "'two'", "'due'");
    await session.requested(3);
    await session.turnsPassed();
    await session.change(session.saved, "'due'", "'two'");
    await session.turnsPassed();
    await session.change(session.saved, "'two'", "'due'");
    await session.turnsPassed();
    assert.equal(session.service.requests.length, 6);
  });

  it('ends the review of the save before', async () => {
    await using session = await startSavingSession('changed');
    const stream = handStream();
    session.service.script(stream);
    await session.change(session.saved, "'one'", "'uno'");
    const first = await stream.opened;
    await session.change(session.saved, "'two'", "'due'");
    await stream.closed;
    assert.equal(first.outcome.kind, 'left');
    const second = bodyOf(await session.requested(2));
    assert.match(second, /'uno'/);
    assert.match(second, /'due'/);
  });

  it('leaves findings alone whose code it did not touch, and settles those whose code it did', async () => {
    await using session = await startSavingSession('changed');
    session.service.script({
      kind: 'text',
      text: listOf(
        findingAt(session.saved, returnLine.one, 'In one'),
        findingAt(session.saved, returnLine.two, 'In two'),
      ),
    });
    await session.change(session.saved, "'three'", "'tre'");
    await session.until(session.saved, (found) => found.length === 2);
    session.service.script(empty, recheckAnswer('fixed'));
    await session.change(session.saved, "const base = 'two';\n  return base.length", 'return 3');
    await session.until(session.saved, (found) => found.length === 1);
    assert.match(bodyOf(await session.requested(3)), /claim to check again/);
    await session.turnsPassed();
    assert.deepEqual(shown(session), [['In one', returnLine.one]]);
  });

  it('brings a finding back with its code, without a request', async () => {
    await using session = await startSavingSession('changed');
    session.service.script({
      kind: 'text',
      text: listOf(findingAt(session.saved, returnLine.two, 'In two')),
    });
    await session.change(session.saved, "'three'", "'tre'");
    await session.until(session.saved, (found) => found.length === 1);
    session.service.script(empty, recheckAnswer('fixed'));
    await session.change(session.saved, "'two';\n  return base.length", "'two';\n  return 3");
    await session.requested(3);
    await session.turnsPassed();
    await session.change(session.saved, "'two';\n  return 3", "'two';\n  return base.length");
    await session.until(session.saved, (found) => found.length === 1);
    await session.turnsPassed();
    assert.deepEqual(shown(session), [['In two', returnLine.two]]);
    assert.equal(session.service.requests.length, 5);
  });

  it('keeps a finding on its line while the user types on, and reviews what was saved', async () => {
    await using session = await startSavingSession('changed');
    const stream = handStream();
    session.service.script(stream);
    await session.change(session.saved, "'one'", "'uno'");
    const editor = await session.open(session.saved);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// not saved\n\n'));
    const sent = bodyOf(await stream.opened);
    assert.doesNotMatch(sent, /not saved/);
    stream.push(listOf(findingAt(session.saved, returnLine.two, 'In two')));
    stream.finish();
    await session.until(session.saved, (found) => found.length === 1);
    assert.deepEqual(shown(session), [['In two', returnLine.two + 2]]);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('waits behind a review that was started by hand, and never ends it', async () => {
    await using session = await startSavingSession('changed');
    const stream = handStream();
    session.service.script(stream);
    const reviewed = session.review();
    await stream.opened;
    await session.change(session.saved, "'two'", "'due'");
    await pause(2_000);
    assert.equal(session.service.requests.length, 1);
    stream.push('{"findings":[]}');
    stream.finish();
    await reviewed;
    const sent = bodyOf(await session.requested(2));
    assert.match(sent, /\|\+ {2}const base = 'due';/);
    assert.doesNotMatch(sent, /'one'/);
  });

  it('gives way to a review that is started by hand', async () => {
    await using session = await startSavingSession('changed');
    const stream = handStream();
    session.service.script(stream);
    await session.change(session.saved, "'two'", "'due'");
    const first = await stream.opened;
    await session.review();
    assert.equal(first.outcome.kind, 'left');
    // What was read then needs no second look.
    await session.turnsPassed();
    assert.equal(session.service.requests.length, 3);
  });

  it('is reviewed under the new name of the file, where that is renamed at once', async () => {
    await using session = await startSavingSession('changed');
    await session.change(session.saved, "'one'", "'uno'");
    const to = session.saved.replace('saved', 'renamed');
    const finding = findingAt(to, returnLine.two, 'In two');
    session.service.script({ kind: 'text', text: listOf(finding) });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(session.uri(session.saved), session.uri(to));
    try {
      await vscode.workspace.applyEdit(edit);
      await session.until(to, (found) => found.length === 1);
      assert.deepEqual(shown(session), []);
    } finally {
      rmSync(session.path(to), { force: true });
    }
  });

  it('of a file that is deleted at once sends nothing', async () => {
    await using session = await startSavingSession('changed');
    await session.change(session.saved, "'one'", "'uno'");
    rmSync(session.path(session.saved));
    await session.turnsPassed();
    assert.equal(session.service.requests.length, 1);
  });

  it('in the mode of whole files sends the file once', async () => {
    await using session = await startSavingSession('file');
    await session.change(session.saved, "'one'", "'uno'");
    assert.match(bodyOf(await session.requested(1)), /\(whole file\) ===/);
    await session.save(session.saved);
    await session.turnsPassed();
    assert.equal(session.service.requests.length, 2);
  });

  it('that the editor makes by itself waits until the user is quiet', async () => {
    await using session = await startSavingSession('changed');
    const files = vscode.workspace.getConfiguration('files');
    await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
    await files.update('autoSaveDelay', 100, vscode.ConfigurationTarget.Global);
    try {
      const editor = await session.open(session.saved);
      for (let typed = 0; typed < 6; typed++) {
        await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// typed\n'));
        await pause(500);
      }
      assert.equal(session.service.requests.length, 0);
      const sent = bodyOf(await session.requested(1));
      assert.equal(sent.match(/\/\/ typed/g)?.length, 6);
    } finally {
      await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
      await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe('reviewing on save', () => {
  afterEach(async () => setSetting('dailyBudget', undefined));

  it('pauses when the quota of the day is used up, and goes on when something is changed', async () => {
    await using session = await startSavingSession('changed');
    session.service.script({ kind: 'fault', name: 'quota-day' });
    await session.change(session.saved, "'one'", "'uno'");
    await session.requested(1);
    await pause(500);
    await session.change(session.saved, "'two'", "'due'");
    await pause(2_500);
    assert.equal(session.service.requests.length, 1);
    await setSetting('concurrentRequests', 2);
    try {
      assert.match(bodyOf(await session.requested(2)), /'due'/);
    } finally {
      await setSetting('concurrentRequests', undefined);
    }
  });

  it('pauses when the budget of the day is spent, and sends nothing', async () => {
    await using session = await startSavingSession('changed');
    await setSetting('dailyBudget', 0);
    await session.change(session.saved, "'one'", "'uno'");
    await pause(2_500);
    assert.equal(session.service.requests.length, 0);
    await setSetting('dailyBudget', 1_000);
    assert.match(bodyOf(await session.requested(1)), /'uno'/);
  });

  it('asks nobody: what would need an answer is not sent', async () => {
    await using session = await startSavingSession('changed');
    await setSetting('confirmAboveCost', 0);
    try {
      await session.change(session.saved, "'one'", "'uno'");
      await pause(2_500);
      assert.equal(session.service.requests.length, 0);
    } finally {
      await setSetting('confirmAboveCost', undefined);
    }
  });

  it('is turned on and off for the workspace by one command', async () => {
    await using session = await startReviewSession();
    const settings = session.path('.vscode/settings.json');
    const hadSettings = existsSync(settings);
    await vscode.commands.executeCommand('flashReview.toggleReviewOnSave');
    assert.equal(mode(), 'changed');
    assert.match(readFileSync(settings, 'utf8'), /"flashReview\.reviewOnSave": "changed"/);
    await vscode.commands.executeCommand('flashReview.toggleReviewOnSave');
    assert.equal(mode(), 'off');
    assert.doesNotMatch(readFileSync(settings, 'utf8'), /reviewOnSave/);
    if (!hadSettings) rmSync(session.path('.vscode'), { recursive: true, force: true });
  });
});
