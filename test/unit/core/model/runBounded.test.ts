import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { runBounded, type EventTask } from '../../../../src/core/model/runBounded.ts';

const live = new AbortController().signal;

/** Emits NAME1, NAME2, ... a millisecond apart. */
const counting = (
  name: string,
  events: number,
  tellRunning: (change: 1 | -1) => void = () => undefined,
): EventTask<string> =>
  async function* () {
    tellRunning(1);
    try {
      for (let i = 1; i <= events; i++) {
        await sleep(1);
        yield `${name}${i}`;
      }
    } finally {
      tellRunning(-1);
    }
  };

async function collect(events: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const event of events) all.push(event);
  return all;
}

async function* failing(): AsyncGenerator<string> {
  yield 'x1';
  await sleep(1);
  throw new Error('a bug');
}

/** Says that it began, waits for the abort, and says so. */
const patient = (name: string, onEnd: (name: string) => void = () => undefined): EventTask<string> =>
  async function* (signal) {
    try {
      yield `${name} begun`;
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      yield `${name} cancelled`;
    } finally {
      onEnd(name);
    }
  };

describe('running tasks side by side', () => {
  it('brings the events of all, each task in its own order', async () => {
    const events = await collect(
      runBounded([counting('a', 20), counting('b', 20), counting('c', 3)], 2, live),
    );
    const of = (name: string) => events.filter((event) => event.startsWith(name));
    assert.equal(events.length, 43);
    assert.deepEqual(
      of('a'),
      Array.from({ length: 20 }, (_, i) => `a${i + 1}`),
    );
    assert.deepEqual(of('c'), ['c1', 'c2', 'c3']);
    assert.ok(events.indexOf('b1') < events.indexOf('a20'), 'a and b should overlap');
  });

  it('never runs more than the limit at once, and that many', async () => {
    let running = 0;
    let most = 0;
    const tell = (change: 1 | -1): void => {
      running += change;
      most = Math.max(most, running);
    };
    await collect(
      runBounded(
        Array.from({ length: 9 }, (_, i) => counting(`t${i}.`, 4, tell)),
        3,
        live,
      ),
    );
    assert.equal(most, 3);
    assert.equal(running, 0);
  });

  it('takes tasks in order, one at a time for a limit of one', async () => {
    const events = await collect(runBounded([counting('a', 2), counting('b', 2)], 1, live));
    assert.deepEqual(events, ['a1', 'a2', 'b1', 'b2']);
  });

  it('hands an event on before the others of its task are there', async () => {
    const { promise: forever, resolve } = Promise.withResolvers<void>();
    const stuck: EventTask<string> = async function* () {
      yield 'first';
      await forever;
    };
    const events = runBounded([stuck], 2, live);
    assert.deepEqual(await events.next(), { done: false, value: 'first' });
    resolve();
  });

  it('lets the others finish when a task throws, and throws then', async () => {
    const seen: string[] = [];
    await assert.rejects(async () => {
      for await (const event of runBounded([failing, counting('a', 10), counting('b', 2)], 2, live))
        seen.push(event);
    }, /a bug/);
    assert.equal(seen.filter((event) => event.startsWith('a')).length, 10);
    assert.ok(seen.includes('b2'));
  });

  it('aborts every running task when it is left early, and starts no other', async () => {
    const ended: string[] = [];
    const tasks = ['a', 'b', 'c'].map((name) => patient(name, (which) => ended.push(which)));
    for await (const event of runBounded(tasks, 2, live)) if (event === 'b begun') break;
    assert.deepEqual(ended.toSorted(), ['a', 'b']);
  });

  it('brings the last events of running tasks after an abort, and begins no more', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    for await (const event of runBounded([patient('a'), patient('b'), patient('c')], 2, abort.signal)) {
      seen.push(event);
      if (event === 'b begun') abort.abort();
    }
    assert.deepEqual(seen.toSorted(), ['a begun', 'a cancelled', 'b begun', 'b cancelled']);
  });

  it('ends at once without tasks', async () => {
    assert.deepEqual(await collect(runBounded([], 3, live)), []);
  });
});
