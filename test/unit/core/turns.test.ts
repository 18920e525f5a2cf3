import assert from 'node:assert/strict';
import { nextTurn, restBetweenTurns, takeTurns } from '../../../src/core/turns.ts';

describe('turns', () => {
  it('are one to a round of the event loop, in the order they were asked for', async () => {
    let round = 0;
    let isOver = false;
    const count = (): void => {
      round++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const went: (readonly [name: number, round: number])[] = [];
    await Promise.all(
      Array.from({ length: 5 }, async (_, name) => {
        await nextTurn();
        went.push([name, round]);
      }),
    );
    isOver = true;
    assert.deepEqual(
      went.map(([name]) => name),
      [0, 1, 2, 3, 4],
    );
    assert.equal(new Set(went.map(([, at]) => at)).size, 5, JSON.stringify(went));
  });

  it('leave a rest to others where one is wanted', async () => {
    const restMs = 5;
    const turns = 4;
    // Nothing else tells apart a timer of five milliseconds from one that was late.
    const asked: unknown[] = [];
    const { setTimeout: original } = globalThis;
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms?: number) => {
        asked.push(ms);
        return original(run, ms);
      },
    });
    restBetweenTurns(restMs);
    try {
      await Promise.all(Array.from({ length: turns }, async () => nextTurn()));
    } finally {
      restBetweenTurns(0);
      Object.assign(globalThis, { setTimeout: original });
    }
    assert.equal(asked.filter((ms) => ms === restMs).length, turns);
  });

  it('leave it behind the work of each turn, however many wait', async () => {
    const restMs = 5;
    const went: string[] = [];
    const { setTimeout: original } = globalThis;
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms?: number) => {
        if (ms === restMs) went.push('rest');
        return original(run, ms);
      },
    });
    restBetweenTurns(restMs);
    try {
      await Promise.all(
        Array.from({ length: 3 }, async () => {
          await nextTurn();
          went.push('work');
        }),
      );
    } finally {
      restBetweenTurns(0);
      Object.assign(globalThis, { setTimeout: original });
    }
    assert.deepEqual(went, ['rest', 'work', 'rest', 'work', 'rest', 'work']);
  });

  it('are taken only by what has gone on for a while', async () => {
    const now = performance.now.bind(performance);
    let clock = 0;
    Object.assign(performance, { now: () => clock });
    try {
      let others = 0;
      const timer = setInterval(() => others++);
      const turn = takeTurns(20);
      for (clock = 0; clock < 20; clock++) await turn();
      assert.equal(others, 0);
      await turn();
      await turn();
      clearInterval(timer);
      assert.ok(others > 0);
    } finally {
      Object.assign(performance, { now });
    }
  });
});
