import assert from 'node:assert/strict';
import { nextMidnight, pauseAfter } from '../../../../src/core/onSave/pauseAfter.ts';

const noon = Date.parse('2026-03-04T12:00:00Z');

describe('a pause', () => {
  it('for the budget lasts until the user’s midnight', () => {
    const pause = pauseAfter({ kind: 'budget-spent', spent: 1, budget: 1 }, noon, 'Europe/Berlin');
    assert.deepEqual([pause?.word, pause?.untilMs], ['budget', Date.parse('2026-03-04T23:00:00Z')]);
  });

  it('for the quota of the day lasts until midnight in California', () => {
    const pause = pauseAfter({ kind: 'quota-day', detail: '' }, noon, 'Europe/Berlin');
    assert.deepEqual([pause?.word, pause?.untilMs], ['quota', Date.parse('2026-03-05T08:00:00Z')]);
  });

  it('for the quota of the minute lasts as long as the service asks, else a minute', () => {
    const asked = pauseAfter({ kind: 'quota-minute', retryAfterMs: 37_000, detail: '' }, noon, 'UTC');
    assert.equal(asked?.untilMs, noon + 37_000);
    assert.equal(pauseAfter({ kind: 'quota-minute', detail: '' }, noon, 'UTC')?.untilMs, noon + 60_000);
  });

  it('for a missing key lasts until something is changed', () => {
    const failure = { kind: 'no-key' } as const;
    assert.deepEqual(pauseAfter(failure, noon, 'UTC'), { word: 'key', failure, untilMs: undefined });
  });

  it('does not follow from what one file brought about', () => {
    assert.equal(pauseAfter({ kind: 'blocked', reason: 'SAFETY' }, noon, 'UTC'), undefined);
    assert.equal(pauseAfter({ kind: 'cancelled' }, noon, 'UTC'), undefined);
  });
});

describe('the next midnight', () => {
  it('is never now', () => {
    const midnight = Date.parse('2026-03-04T00:00:00Z');
    assert.equal(nextMidnight(midnight, 'UTC'), midnight + 86_400_000);
  });
});
