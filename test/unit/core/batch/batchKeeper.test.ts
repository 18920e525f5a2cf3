import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchKeeper, type BatchPorts, type BroughtIn } from '../../../../src/core/batch/batchKeeper.ts';
import type { BatchJob } from '../../../../src/core/batch/batchJob.ts';
import { pollDelay } from '../../../../src/core/batch/pollDelay.ts';
import type { BatchAnswer, BatchService } from '../../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../../src/models/gemini.ts';
import { createBatchFiles } from '../../../../src/node/batchFiles.ts';
import { startEmulator, type Emulator } from '../../../emulator/emulator.ts';
import { createFakeClock, type FakeClock } from '../model/fakeClock.ts';

const live = new AbortController().signal;

const request = { model: 'gemini-3.5-flash', system: 's', contents: ['code', 'task'] };

const submitting: BatchJob = {
  id: 'j1',
  displayName: 'flash-review-j1',
  owner: 'me',
  model: 'gemini-3.5-flash',
  submittedMs: 1,
  requests: 1,
  files: 1,
  state: { kind: 'submitting' },
};

const states = (keeper: BatchKeeper) => keeper.jobs.map(({ state }) => state.kind);

describe('the batches of a workspace', () => {
  let emulator: Emulator;
  let folder: string;
  let clock: FakeClock;
  let brought: (readonly [string, readonly BatchAnswer[]])[];
  let connected: Awaited<ReturnType<BatchPorts['connect']>> | undefined;
  let keepers: BatchKeeper[];
  beforeEach(async () => {
    emulator = await startEmulator();
    folder = mkdtempSync(join(tmpdir(), 'flash-review-batches-'));
    clock = createFakeClock();
    brought = [];
    keepers = [];
    connected = undefined;
  });
  afterEach(async () => {
    for (const keeper of keepers) keeper.dispose();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const service = (): BatchService => {
    const { batches } = createGeminiClient({ apiKey: 'a-key', endpoint: emulator.url });
    assert.ok(batches !== undefined);
    return batches;
  };
  /** As a start of the editor makes it: nothing is carried over but the folder. */
  async function start(becomes: BroughtIn | Promise<BroughtIn> = { kind: 'done' }): Promise<BatchKeeper> {
    const keeper = new BatchKeeper({
      store: createBatchFiles(folder),
      clock,
      connect: async () => Promise.resolve(connected ?? { ok: true, value: service() }),
      bringIn: async (job, answers) => {
        brought.push([job.id, answers]);
        return becomes;
      },
      changed: () => undefined,
      tell: (words) => assert.fail(words),
    });
    keepers.push(keeper);
    await keeper.resume();
    return keeper;
  }
  async function submitted(keeper: BatchKeeper): Promise<void> {
    const failure = await keeper.submit(submitting, async () =>
      service().submit([request], submitting.displayName, live),
    );
    assert.equal(failure, undefined);
  }
  const batchCalls = () =>
    emulator.requests
      .filter(({ path }) => path.includes('/batches/'))
      .map(({ method, path }) => `${method} ${path.replace(/^.*\/batches\//, '')}`);

  it('survive the closing of the editor, and are brought in once, by whichever start finds them done', async () => {
    const first = await start();
    await submitted(first);
    await first.lookNow();
    assert.deepEqual(states(first), ['running']);
    first.dispose();
    const second = await start();
    assert.deepEqual(states(second), ['running']);
    await second.lookNow();
    assert.deepEqual(states(second), []);
    assert.equal(brought.length, 1);
    assert.equal(brought[0]?.[1][0]?.at(-1)?.kind, 'finished');
    assert.deepEqual(batchCalls().slice(-1), ['DELETE b1']);
    assert.deepEqual((await start()).jobs, []);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('come in once, however many look at the same time', async () => {
    const keeper = await start();
    await submitted(keeper);
    await keeper.lookNow();
    await Promise.all([keeper.lookNow(), keeper.lookNow(), keeper.lookNow()]);
    assert.equal(brought.length, 1);
  });

  it('are looked at by themselves, less and less often', async () => {
    const keeper = await start();
    await submitted(keeper);
    await clock.whenAsleep(15_000);
    clock.advance(15_000);
    await clock.whenAsleep(22_500);
    assert.deepEqual(batchCalls(), ['GET b1']);
    assert.deepEqual([0, 1, 5, 9, 50].map(pollDelay), [15_000, 22_500, 113_906, 576_650, 600_000]);
  });

  it('are found at the service when the program ended before it heard of them', async () => {
    await createBatchFiles(folder).put(submitting);
    await service().submit([request], submitting.displayName, live);
    const second = await start();
    await second.lookNow();
    assert.deepEqual(states(second), ['running']);
    await second.lookNow();
    assert.equal(brought.length, 1);
  });

  it('are lost when they never got there, or the service has forgotten them', async () => {
    await createBatchFiles(folder).put(submitting);
    const keeper = await start();
    await keeper.lookNow();
    assert.deepEqual(states(keeper), ['lost']);
    await submitted(keeper);
    await service().delete({ name: 'batches/b1' }, live);
    await keeper.lookNow();
    assert.deepEqual(states(keeper), ['lost']);
  });

  for (const [end, state] of [
    ['EXPIRED', 'expired'],
    ['FAILED', 'failed'],
  ] as const) {
    it(`that are ${state} say so, are asked for no more, and leave the list when they are taken off it`, async () => {
      emulator.endBatches(end);
      const keeper = await start();
      await submitted(keeper);
      await keeper.lookNow();
      await keeper.lookNow();
      assert.deepEqual(states(keeper), [state]);
      const asked = emulator.requests.length;
      await keeper.lookNow();
      assert.deepEqual(states(await start()), [state]);
      assert.ok((await keeper.cancel('j1')).ok);
      assert.deepEqual(keeper.jobs, []);
      assert.equal(emulator.requests.length, asked);
      assert.equal(brought.length, 0);
    });
  }

  it('are cancelled at the service too, and stay when it cannot be told', async () => {
    const keeper = await start();
    await submitted(keeper);
    connected = { ok: false, failure: { kind: 'no-key' } };
    assert.deepEqual(await keeper.cancel('j1'), { ok: false, failure: { kind: 'no-key' } });
    assert.equal(keeper.jobs.length, 1);
    connected = undefined;
    assert.ok((await keeper.cancel('j1')).ok);
    assert.deepEqual(batchCalls(), ['POST b1:cancel']);
    assert.deepEqual(keeper.jobs, []);
  });

  it('wait for a key that was removed or changed, and go on with it', async () => {
    const keeper = await start();
    await submitted(keeper);
    for (const kind of ['no-key', 'other-key'] as const) {
      connected = { ok: false, failure: { kind } };
      await keeper.lookNow();
      assert.deepEqual(keeper.jobs[0]?.state, { kind: 'unreachable', reason: kind });
    }
    connected = undefined;
    await keeper.lookNow();
    await keeper.lookNow();
    assert.equal(brought.length, 1);
  });

  it('whose texts are gone say so, and stay on the list', async () => {
    const keeper = await start({ kind: 'impossible', detail: 'What was sent is gone.' });
    await submitted(keeper);
    await keeper.lookNow();
    await keeper.lookNow();
    assert.deepEqual(keeper.jobs[0]?.state, { kind: 'failed', detail: 'What was sent is gone.' });
  });

  it('that could not be brought in yet stay here and at the service, and come in at another look', async () => {
    const keeper = await start({ kind: 'not-yet' });
    await submitted(keeper);
    await keeper.lookNow();
    await keeper.lookNow();
    assert.equal(brought.length, 1);
    keeper.dispose();
    const next = await start();
    assert.equal(next.jobs.length, 1);
    await next.lookNow();
    assert.equal(brought.length, 2);
    assert.deepEqual(next.jobs, []);
  });

  it('are brought in by one of two windows, and leave the list of both', async () => {
    const [first, second] = [await start(), await start()];
    await submitted(first);
    await first.lookNow();
    await second.lookNow();
    assert.deepEqual([...states(first), ...states(second)], ['running']);
    await Promise.all([first.lookNow(), second.lookNow(), first.lookNow()]);
    assert.equal(brought.length, 1);
    await Promise.all([first.lookNow(), second.lookNow()]);
    assert.deepEqual([...states(first), ...states(second)], []);
    assert.equal(brought.length, 1);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('of another window are taken up by one that goes on, which keeps the pace of those it has', async () => {
    const [first, second] = [await start(), await start()];
    await submitted(first);
    first.dispose();
    assert.deepEqual(states(second), []);
    await second.resume();
    assert.deepEqual(states(second), ['waiting']);
    await clock.whenAsleep(15_000);
    clock.advance(10_000);
    await second.resume();
    clock.advance(5_000);
    await clock.whenAsleep(22_500);
    assert.deepEqual(batchCalls(), ['GET b1']);
  });

  it('are not taken from the window that brings them in, however long that takes', async () => {
    const coming = Promise.withResolvers<BroughtIn>();
    const first = await start(coming.promise);
    await submitted(first);
    await first.lookNow();
    const second = await start();
    const looking = first.lookNow();
    while (brought.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await second.lookNow();
    assert.deepEqual(states(second), ['running']);
    coming.resolve({ kind: 'done' });
    await looking;
    await second.lookNow();
    assert.deepEqual(states(second), []);
    assert.equal(brought.length, 1);
  });

  it('are not looked for by a second window while the first submits them', async () => {
    const first = await start();
    const asked = Promise.withResolvers<void>();
    const submission = first.submit(submitting, async () => {
      await asked.promise;
      return service().submit([request], submitting.displayName, live);
    });
    while (!readdirSync(folder).includes('j1.json')) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await start();
    await second.lookNow();
    assert.deepEqual(states(second), ['submitting']);
    asked.resolve();
    await submission;
    await second.lookNow();
    assert.deepEqual(states(second), ['running']);
  });

  it('that one window has cancelled are not brought back by the other', async () => {
    const [first, second] = [await start(), await start()];
    await submitted(first);
    await second.lookNow();
    assert.ok((await first.cancel('j1')).ok);
    await second.lookNow();
    assert.deepEqual(states(second), []);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('that a window had in hand when it died are taken up by another', async () => {
    const first = await start();
    await submitted(first);
    const lock = join(folder, 'j1.lock');
    writeFileSync(lock, 'of one that died');
    const twoMinutesAgo = Date.now() / 1000 - 120;
    utimesSync(lock, twoMinutesAgo, twoMinutesAgo);
    await first.lookNow();
    assert.deepEqual(states(first), ['running']);
  });

  it('are read past a damaged file', async () => {
    const keeper = await start();
    await submitted(keeper);
    writeFileSync(join(folder, 'j2.json'), '{"version":1');
    assert.equal((await start()).jobs.length, 1);
  });
});
