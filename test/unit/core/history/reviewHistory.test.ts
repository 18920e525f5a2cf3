import assert from 'node:assert/strict';
import {
  parseReviewHistory,
  ReviewHistory,
  type ReviewRecord,
} from '../../../../src/core/history/reviewHistory.ts';

const counts = { critical: 0, high: 1, medium: 0, low: 0, info: 0 };
const review = (id: string): ReviewRecord => ({
  id,
  startedMs: 1,
  elapsedMs: 2,
  scope: { kind: 'branch', detail: 'main' },
  outcome: { failed: 'quota-day' },
  modelVersion: 'm',
  usage: { input: 1, cachedInput: 2, output: 3, thoughts: 4 },
  dollars: 0.01,
  coverage: { files: 3, reviewed: 2, skipped: 1 },
  counts,
});

describe('the history of reviews', () => {
  it('has the newest first, and forgets the oldest', () => {
    const history = new ReviewHistory();
    let changes = 0;
    history.onDidChange(() => changes++);
    for (let at = 0; at < 60; at++) history.add(review(`r${at}`));
    assert.deepEqual([history.all()[0]?.id, history.all().at(-1)?.id, changes], ['r59', 'r10', 60]);
  });

  it('has each review once', () => {
    const history = new ReviewHistory();
    history.add(review('r1'));
    history.add({ ...review('r1'), elapsedMs: 9 });
    assert.deepEqual(
      history.all().map(({ elapsedMs }) => elapsedMs),
      [9],
    );
  });

  it('comes back from its snapshot as it was, and refuses what is none', () => {
    const history = new ReviewHistory();
    history.add(review('r1'));
    const kept: unknown = JSON.parse(JSON.stringify(history.snapshot()));
    assert.deepEqual(parseReviewHistory(kept), history.snapshot());
    for (const value of [undefined, {}, { version: 3, reviews: [] }, { version: 2, reviews: [{}] }])
      assert.equal(parseReviewHistory(value), undefined);
  });

  it('reads what version 1 has kept, with its findings, and counts them', () => {
    const { counts: _counts, ...before } = review('r1');
    const findings = [
      { id: 'f1', severity: 'high', title: 'breaks', file: { root: '/w', path: 'a.ts' }, line: 0 },
      { id: 'f2', severity: 'low', title: 'odd', file: { root: '/w', path: 'b.ts' } },
    ];
    const parsed = parseReviewHistory({ version: 1, reviews: [{ ...before, findings }] });
    assert.deepEqual(parsed, {
      version: 2,
      reviews: [{ ...before, findings, counts: { ...counts, low: 1 } }],
    });
    assert.equal(parseReviewHistory({ version: 1, reviews: [before] }), undefined);
  });
});
