import assert from 'node:assert/strict';
import type { ReviewFailure } from '../../../src/core/errors.ts';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import { ReviewProgress } from '../../../src/vscode/review/reviewProgress.ts';
import { ledgerOf } from '../../../src/vscode/view/ledger.ts';
import { finding } from '../core/findings/finding.ts';

const file = {
  ref: { root: '/w', path: 'a.ts' },
  label: 'a.ts',
  status: 'modified',
  text: 'a\n',
  hunks: [],
} as const;
const other = { ...file, ref: { root: '/w', path: 'b.ts' } };
const collected: ReviewEvent = { kind: 'collected', files: [file, other] };

const spent: ReviewFailure = { kind: 'quota-day', detail: '' };

function failed(events: readonly ReviewEvent[], failure: ReviewFailure = spent) {
  const progress = new ReviewProgress(0, () => undefined);
  for (const event of [collected, ...events]) progress.take(event, 1);
  return progress.ended(failure, 2);
}

const unread = (...args: Parameters<typeof ledgerOf>): readonly string[] =>
  ledgerOf(...args).unreviewed.map(({ ref }) => ref.path);

describe('the list of what was not read', () => {
  it('gives way to the words on what to do next where a review failed, or was stopped, before it read anything', () => {
    assert.deepEqual(unread(failed([]), []), []);
    assert.deepEqual(unread(failed([], { kind: 'cancelled' }), [finding({ state: 'fixed' })]), []);
  });

  it('stands below findings, and where a part was read', () => {
    assert.deepEqual(unread(failed([]), [finding()]), ['a.ts', 'b.ts']);
    assert.deepEqual(unread(failed([{ kind: 'reviewed', files: [file] }]), []), ['b.ts']);
  });
});
