import assert from 'node:assert/strict';
import { handStream } from '../../emulator/handStream.ts';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';
import * as vscode from 'vscode';

describe('a review', () => {
  it('stops at once when asked, closes the connection, and keeps what it found', async () => {
    await using session = await startReviewSession();
    const stream = handStream();
    session.service.script(stream);
    const reviewed = session.review();
    await stream.opened;
    stream.push(`{"findings":[${offByOne},`);
    await session.until('src/cart.ts', (found) => found.length === 1);
    await vscode.commands.executeCommand('flashReview.stop');
    await reviewed;
    await stream.closed;
    assert.equal(session.service.requests[0]?.outcome.kind, 'left');
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
  });

  it('that loses the connection half-way keeps what came and asks for the rest, once', async () => {
    await using session = await startReviewSession();
    const stream = handStream();
    session.service.script(stream, { kind: 'fault', name: 'reset-mid-stream', text: '{"findings":[' });
    const reviewed = session.review();
    await stream.opened;
    stream.push(`{"findings":[${offByOne},${nonNull.slice(0, 60)}`);
    await session.until('src/cart.ts', (found) => found.length === 1);
    stream.reset();
    await reviewed;
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
    assert.equal(session.service.requests.length, 2);
  });

  it('replaces one that is still running', async () => {
    await using session = await startReviewSession();
    const first = handStream();
    session.service.script(first, { kind: 'text', text: listOf(nonNull) });
    const old = session.review();
    await first.opened;
    first.push(`{"findings":[${offByOne},`);
    await session.until('src/cart.ts', (found) => found.length === 1);
    await session.review();
    await old;
    await first.closed;
    // The new review covered the file to its end and did not find the old finding again.
    assert.deepEqual(
      session.diagnostics('src/cart.ts').map(({ message }) => message),
      ['A missing item is hidden from the compiler'],
    );
  });

  it('refused for its key leaves earlier findings alone', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) }, { kind: 'fault', name: 'bad-key' });
    await session.review();
    await session.review();
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
    assert.equal(session.service.requests.length, 2);
  });

  it('that finds nothing more clears what was fixed', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) }, { kind: 'text', text: listOf() });
    await session.review();
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
    await session.review();
    assert.deepEqual(session.diagnostics('src/cart.ts'), []);
  });
});
