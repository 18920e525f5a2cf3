import assert from 'node:assert/strict';
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
});
