import assert from 'node:assert/strict';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import { ReviewProgress } from '../../../src/vscode/review/reviewProgress.ts';
import { finding } from '../core/findings/finding.ts';

const found: ReviewEvent = { kind: 'finding', finding: finding() };

describe('the timings of a review', () => {
  it('count from its beginning', () => {
    const progress = new ReviewProgress(1_000, () => undefined);
    progress.take({ kind: 'collected', files: [] }, 1_100);
    progress.take(found, 1_500);
    const ended = progress.ended(undefined, 2_000);
    assert.deepEqual(progress.timings, { collectedMs: 100, firstFindingMs: 500 });
    assert.equal('elapsedMs' in ended && ended.elapsedMs, 1_000);
  });

  it('leave out how long the user was asked what it may cost', () => {
    const progress = new ReviewProgress(1_000, () => undefined);
    progress.take({ kind: 'collected', files: [] }, 1_100);
    progress.waited(1_200, 61_200);
    progress.take(found, 61_500);
    const ended = progress.ended(undefined, 62_000);
    assert.deepEqual(progress.timings, { collectedMs: 100, firstFindingMs: 500, waitedMs: 60_000 });
    assert.equal('elapsedMs' in ended && ended.elapsedMs, 1_000);
  });
});
