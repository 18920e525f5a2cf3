import assert from 'node:assert/strict';
import { seededRandom } from '../../../../bench/seededRandom.ts';
import { countCoverage, CoverageLedger } from '../../../../src/core/plan/coverage.ts';

const file = (path: string) => ({ ref: { root: '/r', path } });
const network = { kind: 'network', detail: '' } as const;

describe('the coverage of a review', () => {
  it('has every file once, with what became of it', () => {
    const ledger = new CoverageLedger();
    ledger.collected([file('a'), file('b'), file('c'), file('d')]);
    ledger.skipped([{ ...file('e'), reason: { kind: 'binary' } }]);
    ledger.reviewed([file('a')]);
    ledger.failed([file('b')], network, true);
    ledger.failed([file('c')], network, false);
    assert.deepEqual(
      ledger.all().map(({ ref, kind }) => [ref.path, kind]),
      [
        ['a', 'reviewed'],
        ['b', 'partly'],
        ['c', 'not-reviewed'],
        ['d', 'not-reviewed'],
        ['e', 'skipped'],
      ],
    );
    assert.deepEqual(countCoverage(ledger.all()), {
      reviewed: 1,
      partly: 1,
      skipped: 1,
      'not-reviewed': 2,
    });
  });

  it('takes a file of two requests for reviewed only when both came to their end, in whatever order', () => {
    const both = new CoverageLedger();
    both.collected([file('a')]);
    both.reviewed([file('a')]);
    both.reviewed([file('a')]);
    assert.equal(both.all()[0]?.kind, 'reviewed');

    const failedLast = new CoverageLedger();
    failedLast.reviewed([file('a')]);
    failedLast.failed([file('a')], network, false);
    assert.equal(failedLast.all()[0]?.kind, 'partly');

    const failedFirst = new CoverageLedger();
    failedFirst.failed([file('a')], network, false);
    failedFirst.reviewed([file('a')]);
    assert.equal(failedFirst.all()[0]?.kind, 'partly');
    failedFirst.reviewed([file('a')]);
    assert.equal(failedFirst.all()[0]?.kind, 'partly');
  });

  it('lists a file that planning found too long as skipped', () => {
    const ledger = new CoverageLedger();
    ledger.collected([file('a')]);
    ledger.skipped([{ ...file('a'), reason: { kind: 'over-budget', tokens: 9 } }]);
    assert.deepEqual(
      ledger.all().map(({ kind }) => kind),
      ['skipped'],
    );
  });

  it('has each file exactly once, in order, with nothing called reviewed that failed anywhere', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seededRandom(seed);
      const below = (end: number) => Math.floor(random() * end);
      const files = Array.from({ length: 1 + below(12) }, (_, at) => ({
        ref: { root: `/r${at % 3}`, path: `${at}` },
      }));
      const skipped = files.filter(() => random() < 0.3);
      const sent = files.filter((one) => !skipped.includes(one));
      const ledger = new CoverageLedger();
      ledger.collected(random() < 0.5 ? files : sent);
      ledger.skipped(skipped.map(({ ref }) => ({ ref, reason: { kind: 'binary' } })));
      const outcomes = new Map<string, string[]>();
      for (let request = 0; request < 6; request++) {
        const part = sent.filter(() => random() < 0.4);
        const outcome = ['reviewed', 'begun', 'silent'][below(3)] ?? '';
        if (outcome === 'reviewed') ledger.reviewed(part);
        else ledger.failed(part, network, outcome === 'begun');
        for (const { ref } of part) outcomes.set(ref.path, [...(outcomes.get(ref.path) ?? []), outcome]);
      }
      const expected = files.map(({ ref }) => {
        const had = outcomes.get(ref.path) ?? [];
        const some = had.some((outcome) => outcome !== 'silent');
        const all = some && had.every((outcome) => outcome === 'reviewed');
        const kind = all ? 'reviewed' : some ? 'partly' : 'not-reviewed';
        return [ref, skipped.some((one) => one.ref === ref) ? 'skipped' : kind] as const;
      });
      assert.deepEqual(
        ledger.all().map(({ ref, kind }) => [ref, kind]),
        expected.toSorted(([a], [b]) => (`${a.root} ${a.path}` < `${b.root} ${b.path}` ? -1 : 1)),
        `seed ${seed}`,
      );
      const counts = countCoverage(ledger.all());
      assert.equal(
        Object.values(counts).reduce((sum, count) => sum + count, 0),
        files.length,
      );
    }
  });
});
