import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ReviewState } from '../../../src/vscode/review/reviewState.ts';
import { viewMessage } from '../../../src/vscode/view/viewMessage.ts';
import { handStream } from '../../emulator/handStream.ts';
import { offByOne } from '../cartFindings.ts';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';
import { openReviewWindow } from '../reviewWindow.ts';

describe('a review that runs when its window closes', () => {
  let folder: string;
  const log = vscode.window.createOutputChannel('Interrupted under test', { log: true });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interrupted-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(() => log.dispose());

  const openWindow = () => openReviewWindow(folder, log);

  it('ends with it, keeps what came, and is named as interrupted with its files in the next', async () => {
    await using session = await startReviewSession();
    const stream = handStream();
    session.service.script(stream);
    {
      using window = openWindow();
      const running = window.controller.start({ kind: 'working-changes', roots: [] });
      await stream.opened;
      stream.push(`{"findings":[${offByOne},`);
      while (window.store.all().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      await window.controller.close();
      await running;
      await stream.closed;
      assert.equal(window.store.shown().length, 1);
      assert.deepEqual(
        window.recorded.map(({ end }) => end.kind),
        ['cancelled'],
      );
    }
    using next = openWindow();
    await next.controller.restore();
    const { state, lastScope } = next.controller;
    // The model names itself behind the finding, so it may not have been heard.
    assert.match(
      viewMessage(state, 0) ?? '',
      /^The review was interrupted when the window closed\. The findings that came before stay\. 0 of 2 files reviewed(?: by gemini-3\.5-flash)?\.$/,
    );
    assert.ok(state.kind === 'cancelled');
    // In part or not at all: that hangs on how far the answer was read when it was cut off.
    const rest = state.coverage.filter(({ kind }) => kind === 'partly' || kind === 'not-reviewed');
    assert.deepEqual(rest.map(({ ref }) => ref.path).toSorted(), ['src/cart.ts', 'src/discount.ts']);
    assert.equal(lastScope?.kind, 'working-changes');
    assert.equal(session.service.requests.length, 1);
    // It is told until another review, or the user, has taken its place.
    next.controller.forgetFailure();
    await next.note.flush();
    using later = openWindow();
    await later.controller.restore();
    assert.equal(later.controller.state.kind, 'idle');
  });

  /** A review in a window that writes nothing more, and its note. */
  async function leftRunning(session: ReviewSession) {
    const stream = handStream();
    session.service.script(stream);
    const window = openWindow();
    const running = window.controller.start({ kind: 'working-changes', roots: [] });
    await stream.opened;
    await window.note.flush();
    const [name = '', ...more] = readdirSync(folder).filter((one) => one.startsWith('running'));
    assert.deepEqual(more, []);
    return {
      path: join(folder, name),
      end: async () => {
        window.controller.stop();
        await running;
        await window.note.flush();
        window[Symbol.dispose]();
      },
    };
  }
  async function stateOfNext(): Promise<ReviewState> {
    using next = openWindow();
    await next.controller.restore();
    return next.controller.state;
  }

  it('is told of although the window had no time to close', async () => {
    await using session = await startReviewSession();
    const { path, end } = await leftRunning(session);
    // As if the process that wrote it had ended.
    const ended = spawnSync(process.execPath, ['--version']).pid;
    const note = JSON.parse(readFileSync(path, 'utf8')) as { owner: { pid: number } };
    note.owner.pid = ended;
    writeFileSync(path, JSON.stringify(note));
    const state = await stateOfNext();
    assert.ok(state.kind === 'cancelled');
    assert.deepEqual(state.coverage.map(({ ref, kind }) => `${ref.path} ${kind}`).toSorted(), [
      'src/cart.ts not-reviewed',
      'src/discount.ts not-reviewed',
    ]);
    await end();
  });

  it('is told of after the machine went down, although its process number is given again', async () => {
    await using session = await startReviewSession();
    const { path, end } = await leftRunning(session);
    const anHourAgo = Date.now() / 1000 - 3_600;
    utimesSync(path, anHourAgo, anHourAgo);
    assert.equal((await stateOfNext()).kind, 'cancelled');
    await end();
  });

  it('is not called interrupted by a second window, and leaves no note when it has ended', async () => {
    await using session = await startReviewSession();
    const { path, end } = await leftRunning(session);
    assert.equal((await stateOfNext()).kind, 'idle');
    using second = openWindow();
    await second.controller.restore();
    second.controller.forgetFailure();
    await second.note.flush();
    assert.ok(existsSync(path));
    await end();
    assert.ok(!existsSync(path));
  });

  it('is told of from the note of an earlier version', async () => {
    await using session = await startReviewSession();
    const { path, end } = await leftRunning(session);
    const { owner: _, ...note } = JSON.parse(readFileSync(path, 'utf8')) as { owner: unknown };
    writeFileSync(join(folder, 'running.json'), JSON.stringify(note));
    assert.equal((await stateOfNext()).kind, 'cancelled');
    await end();
  });
});
