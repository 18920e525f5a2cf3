import assert from 'node:assert/strict';
import { SaveQueue } from '../../../../src/core/onSave/saveQueue.ts';

const times = { debounce: 1_000, quiet: 5_000, interval: 30_000 };

/** Whose turn it is at a time. */
function ready(queue: SaveQueue, nowMs: number): string | undefined {
  const turn = queue.next(nowMs);
  return turn?.kind === 'ready' ? turn.path : undefined;
}

describe('the queue of saved files', () => {
  it('is empty at first', () => {
    assert.equal(new SaveQueue(times).next(0), undefined);
  });

  it('lets a file wait for a moment, and says until when', () => {
    const queue = new SaveQueue(times);
    queue.saved('a', 'manual', 100);
    assert.deepEqual(queue.next(100), { kind: 'later', atMs: 1_100 });
    assert.deepEqual(queue.next(1_100), { kind: 'ready', path: 'a' });
  });

  it('counts saves in quick succession as one, from the last', () => {
    const queue = new SaveQueue(times);
    for (const at of [0, 500, 1_000]) queue.saved('a', 'manual', at);
    assert.equal(ready(queue, 1_500), undefined);
    assert.equal(ready(queue, 2_000), 'a');
    queue.remove('a');
    assert.equal(queue.next(10_000), undefined);
  });

  it('gives files their turn in the order of their saves', () => {
    const queue = new SaveQueue(times);
    queue.saved('a', 'manual', 0);
    queue.saved('b', 'manual', 10);
    queue.saved('a', 'manual', 20);
    assert.equal(ready(queue, 5_000), 'b');
    queue.remove('b');
    assert.equal(ready(queue, 5_000), 'a');
  });

  it('waits for quiet where the editor saves by itself', () => {
    const queue = new SaveQueue(times);
    for (let at = 0; at <= 60_000; at += 1_000) {
      queue.saved('a', 'auto', at);
      assert.equal(ready(queue, at), undefined);
    }
    assert.equal(ready(queue, 64_999), undefined);
    assert.equal(ready(queue, 65_000), 'a');
  });

  it('sends one file at most every half minute where the editor saves by itself', () => {
    const queue = new SaveQueue(times);
    let sent = 0;
    for (let at = 0; at < 600_000; at += 1_000) {
      if (at % 6_000 === 0) queue.saved('a', 'auto', at);
      if (ready(queue, at) === undefined) continue;
      queue.remove('a');
      queue.sent('a', at);
      sent++;
    }
    assert.equal(sent, 20);
  });

  it('does not hold a save by hand to what goes for the editor’s own', () => {
    const queue = new SaveQueue(times);
    queue.sent('a', 0);
    queue.saved('a', 'manual', 1_000);
    queue.saved('a', 'auto', 1_500);
    assert.equal(ready(queue, 2_500), 'a');
  });
});
