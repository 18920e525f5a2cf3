import assert from 'node:assert/strict';
import {
  addUsage,
  formatUsage,
  mergeLedgers,
  parseUsage,
  spentOn,
  type UsageEntry,
} from '../../../../src/core/usage/usageLedger.ts';

const entry = (changes: Partial<UsageEntry> = {}): UsageEntry => ({
  day: '2026-11-21',
  model: 'gemini-3.5-flash',
  kind: 'working-changes',
  requests: 1,
  usage: { input: 100, cachedInput: 10, output: 5, thoughts: 20 },
  dollars: 0.25,
  unpriced: 0,
  ...changes,
});

describe('the ledger of usage', () => {
  it('adds up by day, model and kind of review', () => {
    const all = [entry(), entry(), entry({ kind: 'commit' }), entry({ day: '2026-11-20' })].reduce<
      readonly UsageEntry[]
    >(addUsage, []);
    assert.equal(all.length, 3);
    const joined = all.find(({ requests }) => requests === 2);
    assert.deepEqual(joined?.usage, { input: 200, cachedInput: 20, output: 10, thoughts: 40 });
    assert.equal(spentOn(all, '2026-11-21'), 0.75);
    assert.equal(spentOn(all, '2026-11-19'), 0);
  });

  it('is the same whichever window wrote first', () => {
    const [a, b] = [[entry()], [entry({ model: 'other' }), entry()]];
    assert.deepEqual(mergeLedgers([a, b]), mergeLedgers([b, a]));
    assert.equal(spentOn(mergeLedgers([a, b]), '2026-11-21'), 0.75);
  });

  it('forgets what is more than four hundred days old', () => {
    const all = addUsage([entry({ day: '2025-10-01' }), entry({ day: '2025-12-01' })], entry());
    assert.deepEqual(
      all.map(({ day }) => day),
      ['2025-12-01', '2026-11-21'],
    );
  });

  it('reads as it was written, and refuses what it did not write', () => {
    const all = [entry({ unpriced: 1, dollars: 0 })];
    assert.deepEqual(parseUsage(JSON.parse(formatUsage(all))), all);
    for (const value of [{}, { version: 2, entries: [] }, { version: 1, entries: [{ day: 'today' }] }])
      assert.equal(parseUsage(value), undefined);
  });
});
