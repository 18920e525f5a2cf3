import assert from 'node:assert/strict';
import { dismisses, ruleOf, tidy, type Dismissal } from '../../../../src/core/findings/dismissal.ts';
import { formatDismissals } from '../../../../src/core/findings/formatDismissals.ts';
import { parseDismissals } from '../../../../src/core/findings/parseDismissals.ts';
import type { Finding } from '../../../../src/core/finding.ts';

const finding: Finding = {
  id: 'fr1:a',
  file: { root: '/r', path: 'src/old/cart.ts' },
  anchor: { kind: 'none', reason: 'no-line-no-quote' },
  quote: '',
  severity: 'low',
  category: 'bug',
  rule: 'off-by-one',
  title: 'Reads past the end',
  explanation: '',
  confidence: 0.5,
  state: 'open',
  reviewId: 'r',
};
const rule = (within: string, more: Partial<Dismissal> = {}): Dismissal => ({
  target: { kind: 'rule', rule: 'off-by-one', within },
  reason: 'accepted',
  on: '2026-11-21',
  ...more,
});
const one: Dismissal = {
  target: { kind: 'finding', id: 'fr1:a', file: 'src/old/cart.ts', title: 'Reads past the end' },
  reason: 'false-positive',
  note: 'the caller checks',
  on: '2026-11-21',
};
const kept = (id: string): Dismissal => ({
  ...one,
  target: { kind: 'finding', id, file: 'src/old/cart.ts', title: 'Reads past the end' },
});
const today = '2026-11-21';

describe('a dismissal', () => {
  it('of one finding speaks of that one only', () => {
    assert.equal(dismisses(one, finding, today), true);
    assert.equal(dismisses(one, { ...finding, id: 'fr1:b' }, today), false);
  });

  it('kept under a name by the former recipe still speaks of its finding', () => {
    const quoted = { ...finding, id: 'fr2:x', quote: 'for (let i = 0;\n  i <= n; i++)' };
    assert.equal(dismisses(kept('fr1:bed0ca2022a6e255'), quoted, today), true);
    assert.equal(dismisses(kept('fr1:d18c0c160c73eed4'), { ...quoted, quote: '' }, today), true);
    assert.equal(dismisses(kept('fr1:bed0ca2022a6e255#2'), { ...quoted, id: 'fr2:x#2' }, today), true);
    assert.equal(dismisses(kept('fr1:bed0ca2022a6e255'), { ...quoted, category: 'api' }, today), false);
    assert.equal(dismisses(kept('fr1:bed0ca2022a6e255'), { ...quoted, id: 'fr2:x#2' }, today), false);
  });

  it('of a kind speaks of the file, the folder or everything it names, and of nothing beside it', () => {
    for (const within of ['', 'src/', 'src/old/', 'src/old/cart.ts'])
      assert.equal(dismisses(rule(within), finding, today), true, within);
    for (const within of ['src/ol', 'src/old/cart', 'lib/', 'src/old/cart.ts/'])
      assert.equal(dismisses(rule(within), finding, today), false, within);
    assert.equal(dismisses(rule(''), { ...finding, rule: 'missing-await' }, today), false);
  });

  it('goes by the category where the model gave no kind', () => {
    const { rule: _, ...plain } = finding;
    assert.equal(ruleOf(plain), 'bug');
  });

  it('counts up to its last day and no longer', () => {
    const until = rule('', { until: '2026-11-21' });
    assert.equal(dismisses(until, finding, '2026-11-21'), true);
    assert.equal(dismisses(until, finding, '2026-11-22'), false);
  });
});

describe('the file of dismissals', () => {
  it('reads as what was written', () => {
    const all = [one, rule('src/', { until: '2027-01-01' }), rule('')];
    assert.deepEqual(parseDismissals(JSON.parse(formatDismissals(all))), tidy(all));
    assert.deepEqual(parseDismissals(JSON.parse(formatDismissals([]))), []);
  });

  it('is the same text whatever the order, one dismissal a line', () => {
    const all = [one, rule('src/'), rule('')];
    assert.equal(formatDismissals(all), formatDismissals(all.toReversed()));
    const lines = formatDismissals(all).split('\n');
    assert.equal(lines.filter((line) => line.includes('"reason"')).length, 3);
  });

  it('holds the newest word on the same thing', () => {
    const later = { ...one, reason: 'wont-fix' } as const;
    assert.deepEqual(tidy([one, later]), [later]);
  });

  it('refuses what it does not understand instead of losing it', () => {
    for (const value of [
      {},
      { version: 2, dismissals: [] },
      { version: 1, dismissals: [{ rule: 'x' }] },
      { version: 1, dismissals: [{ rule: 'x', within: '', reason: 'because', on: today }] },
      { version: 1, dismissals: [{ rule: 'x', within: '', reason: 'style', on: 'yesterday' }] },
    ])
      assert.equal(parseDismissals(value), undefined, JSON.stringify(value));
  });
});
