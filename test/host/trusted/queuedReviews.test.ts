import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import type { LateReview } from '../../../src/vscode/review/reviewController.ts';
import { handStream } from '../../emulator/handStream.ts';
import { startReviewSession } from '../reviewSession.ts';
import { openReviewWindow } from '../reviewWindow.ts';

/** Answers that are here: a review of them ends by itself, or when it is stopped. */
function late(events: () => AsyncIterable<ReviewEvent>): LateReview {
  const scope = { kind: 'repository', roots: [] } as const;
  return { id: '2026-01-01T00-00-00', scope, model: 'of-a-batch', kind: 'batch', review: events };
}

async function* completed(): AsyncGenerator<ReviewEvent> {
  yield await Promise.resolve({ kind: 'finished', outcome: { kind: 'completed' } } as const);
}

const changes = { kind: 'working-changes', roots: [] } as const;

describe('while the findings of a batch wait behind a review', () => {
  let folder: string;
  const log = vscode.window.createOutputChannel('Queued under test', { log: true });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'queued-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(() => log.dispose());

  it('Stop ends the review that runs, and the findings come in behind it', async () => {
    await using session = await startReviewSession();
    using window = openReviewWindow(folder, log);
    const stream = handStream();
    session.service.script(stream);
    const running = window.controller.start(changes);
    await stream.opened;
    const broughtIn = window.controller.bringIn(late(completed));
    window.controller.stop();
    await stream.closed;
    await running;
    assert.equal(await broughtIn, true);
    assert.deepEqual(
      window.recorded.map(({ scope, end }) => [scope.kind, end.kind]),
      [
        ['working-changes', 'cancelled'],
        ['repository', 'completed'],
      ],
    );
    assert.equal(window.controller.lastScope?.kind, 'repository');
  });

  it('a new review takes the place of the one that runs, and loses none of them', async () => {
    await using session = await startReviewSession();
    using window = openReviewWindow(folder, log);
    const stream = handStream();
    session.service.script(stream, { kind: 'text', text: '{"findings":[]}' });
    const running = window.controller.start(changes);
    await stream.opened;
    const broughtIn = window.controller.bringIn(late(completed));
    await window.controller.start({ kind: 'unstaged', roots: [] });
    await running;
    assert.equal(await broughtIn, true);
    assert.deepEqual(
      window.recorded.map(({ scope, end }) => [scope.kind, end.kind]),
      [
        ['working-changes', 'cancelled'],
        ['repository', 'completed'],
        ['unstaged', 'completed'],
      ],
    );
  });

  it('a closing window does not take them for brought in', async () => {
    await using session = await startReviewSession();
    using window = openReviewWindow(folder, log);
    const stream = handStream();
    session.service.script(stream);
    const running = window.controller.start(changes);
    await stream.opened;
    const broughtIn = window.controller.bringIn(late(completed));
    await window.controller.close();
    await running;
    assert.equal(await broughtIn, false);
  });

  it('a bug in bringing them in does not keep the next review from its turn', async () => {
    await using session = await startReviewSession();
    using window = openReviewWindow(folder, log);
    session.service.script({ kind: 'text', text: '{"findings":[]}' });
    const broken = window.controller.bringIn(
      // oxlint-disable-next-line require-yield -- it breaks before it has anything to tell
      late(async function* () {
        await new Promise((resolve) => setTimeout(resolve, 300));
        throw new Error('a bug of this test');
      }),
    );
    const next = window.controller.start(changes);
    await assert.rejects(broken, /a bug of this test/);
    await next;
    assert.equal(window.controller.state.kind, 'completed');
  });
});
