import assert from 'node:assert/strict';
import { SilenceAlarm } from '../../../../src/core/model/silenceAlarm.ts';

describe('the alarm of silence', () => {
  it('lets go of its sleep at the end, also of one that took the place of another at its last moment', async () => {
    const sleeps: { readonly wake: () => void; readonly signal: AbortSignal }[] = [];
    const clock = {
      now: () => 0,
      sleep: async (_ms: number, signal: AbortSignal): Promise<void> =>
        new Promise((wake) => {
          sleeps.push({ wake, signal });
        }),
    };
    let rang = false;
    const alarm = new SilenceAlarm(clock, () => (rang = true));
    alarm.begin(180_000);
    sleeps[0]?.wake();
    alarm.begin(90_000);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(rang, false);
    assert.deepEqual(
      sleeps.map(({ signal }) => signal.aborted),
      [true, false],
    );
    alarm.dispose();
    assert.equal(sleeps[1]?.signal.aborted, true);
  });

  const hour = 3_600_000;
  for (const [when, forward] of [
    ['back', -hour],
    ['forward', hour],
  ] as const)
    it(`goes off in time where the clock is set ${when} in the wait`, async () => {
      let sleptMs = 0;
      let shiftMs = 0;
      const sleepers = new Set<{ readonly dueMs: number; readonly wake: () => void }>();
      const clock = {
        now: () => sleptMs + shiftMs,
        sleep: async (ms: number): Promise<void> =>
          new Promise((wake) => {
            sleepers.add({ dueMs: sleptMs + ms, wake });
          }),
      };
      const pass = async (seconds: number): Promise<void> => {
        for (const until = sleptMs + seconds * 1_000; sleptMs < until;) {
          sleptMs += 1_000;
          for (const { dueMs, wake } of sleepers) if (dueMs <= sleptMs) wake();
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      let rang = false;
      const alarm = new SilenceAlarm(clock, () => (rang = true));
      alarm.begin(90_000);
      await pass(80);
      alarm.end();
      alarm.begin(90_000);
      shiftMs = forward;
      await pass(89);
      assert.equal(rang, false);
      await pass(1);
      assert.equal(rang, true);
    });
});
