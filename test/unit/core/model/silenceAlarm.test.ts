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
});
