import assert from 'node:assert/strict';
import {
  filterFindings,
  isFiltering,
  noFilter,
  readFilter,
  shownStateOf,
  type FindingFilter,
} from '../../../../src/core/findings/findingFilter.ts';
import { finding } from './finding.ts';

const nowhere = { path: undefined, reviewId: undefined };
const fix = { edits: [], automatic: true };
const all = [
  finding({ id: 'high bug', title: 'Reads past the end', fix }),
  finding({ id: 'low test', severity: 'low', category: 'test', file: { root: '/w', path: 'b/c.ts' } }),
  finding({ id: 'changed', state: 'changed', rule: 'off-by-one' }),
  finding({ id: 'no line', anchor: { kind: 'none', reason: 'quote-not-found' }, reviewId: 'r2' }),
  finding({ id: 'dismissed', state: 'dismissed' }),
  finding({ id: 'held', state: 'filtered', filtered: { kind: 'refuted', detail: '' } }),
];
const passing = (filter: Partial<FindingFilter>, place = nowhere as Parameters<typeof filterFindings>[2]) =>
  filterFindings(all, { ...noFilter, ...filter }, place).map(({ id }) => id);

describe('the filter of findings', () => {
  it('leaves nothing out when nothing is asked for', () => {
    assert.equal(isFiltering(noFilter), false);
    assert.equal(filterFindings(all, noFilter, nowhere), all);
  });

  it('takes any of the words of one kind, and asks for every kind', () => {
    assert.deepEqual(passing({ severities: ['low', 'info'] }), ['low test']);
    assert.deepEqual(passing({ severities: ['low', 'high'], categories: ['test'] }), ['low test']);
    assert.deepEqual(passing({ severities: ['critical'] }), []);
  });

  it('tells where a finding stands', () => {
    assert.deepEqual(passing({ states: ['changed', 'no-line'] }), ['changed', 'no line']);
    assert.deepEqual(passing({ states: ['dismissed', 'held-back'] }), ['dismissed', 'held']);
    assert.equal(shownStateOf(finding({ state: 'gone' })), undefined);
    assert.equal(shownStateOf(finding({ state: 'fixed' })), undefined);
  });

  it('finds all words of a text in title, explanation, kind and path, in any case', () => {
    assert.deepEqual(passing({ text: 'PAST end' }), ['high bug']);
    assert.deepEqual(passing({ text: 'off-by-one' }), ['changed']);
    assert.deepEqual(passing({ text: ' b/c ' }), ['low test']);
    assert.deepEqual(passing({ text: 'past nowhere' }), []);
    assert.equal(isFiltering({ ...noFilter, text: '  ' }), false);
  });

  it('knows fixes, this file and this review', () => {
    assert.deepEqual(passing({ fixable: true }), ['high bug']);
    assert.deepEqual(passing({ thisFile: true }, { path: '/w/b/c.ts', reviewId: undefined }), ['low test']);
    assert.deepEqual(passing({ thisReview: true }, { path: undefined, reviewId: 'r2' }), ['no line']);
  });

  it('leaves none out for a file or a review that there is not', () => {
    assert.equal(passing({ thisFile: true, thisReview: true }).length, all.length);
  });

  it('comes back as it was kept, and without what makes no sense', () => {
    const filter: FindingFilter = { ...noFilter, severities: ['high'], text: 'a', fixable: true };
    assert.deepEqual(readFilter(JSON.parse(JSON.stringify(filter))), filter);
    assert.deepEqual(
      readFilter({ severities: ['awful', 3], states: 'open', fixable: 1, text: {} }),
      noFilter,
    );
    assert.deepEqual(readFilter(undefined), noFilter);
  });
});
