import assert from 'node:assert/strict';
import {
  addUsage,
  formatUsage,
  mergeLedgers,
  spentOn,
  type UsageEntry,
} from '../../../../src/core/usage/usageLedger.ts';
import { parseUsage } from '../../../../src/core/usage/parseUsage.ts';

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

  it('forgets the same whichever window wrote first', () => {
    const [old, now] = [[entry({ day: '2025-10-01' })], [entry()]];
    assert.deepEqual(mergeLedgers([old, now]), now);
    assert.deepEqual(mergeLedgers([now, old]), now);
  });

  it('is joined from a year of many windows', () => {
    const ledger = Array.from({ length: 400 }, (_, day) => {
      const at = new Date(Date.UTC(2026, 10, 21 - day)).toISOString().slice(0, 10);
      return ['a', 'b', 'c'].flatMap((model) =>
        ['commit', 'staged'].map((kind) => entry({ day: at, model, kind })),
      );
    }).flat();
    const all = mergeLedgers(Array.from({ length: 10 }, () => ledger));
    assert.equal(all.length, 2_400);
    assert.equal(spentOn(all, '2026-11-21'), 15);
  });

  it('reads as it was written, and refuses what it did not write', () => {
    const entries = [entry({ unpriced: 1, dollars: 0 })];
    for (const replaces of [[], ['usage-1.json']]) {
      const read: unknown = JSON.parse(formatUsage({ entries, replaces }));
      assert.deepEqual(parseUsage(read), { entries, replaces });
    }
    for (const value of [{}, { version: 2, entries: [] }, { version: 1, entries: [{ day: 'today' }] }])
      assert.equal(parseUsage(value), undefined);
  });
});
