import assert from 'node:assert/strict';
import { findingsByFolder } from '../../../../src/core/findings/findingsByFolder.ts';
import { compareReviews, type ComparedReview } from '../../../../src/core/history/compareReviews.ts';
import type { RecordedFinding } from '../../../../src/core/history/reviewHistory.ts';
import { finding } from '../findings/finding.ts';

const recorded = (id: string, more: Partial<RecordedFinding> = {}): RecordedFinding => ({
  id,
  severity: 'medium',
  title: id,
  file: { root: '/w', path: 'a.ts' },
  line: 3,
  ...more,
});
const reviewed = (
  findings: readonly RecordedFinding[],
  more: Partial<ComparedReview> = {},
): ComparedReview => ({
  findings,
  fixed: new Set(),
  wholeFiles: new Set(),
  ...more,
});
const ids = (findings: readonly RecordedFinding[]) => findings.map(({ id }) => id);

const at = (path: string, severity: 'high' | 'low', root = '/w') =>
  finding({ id: path, severity, file: { root, path } });

describe('comparing two reviews', () => {
  it('tells new, open, fixed and lost findings apart by identity, wherever their lines have gone', () => {
    const older = reviewed([recorded('stays'), recorded('mended'), recorded('unread')]);
    const newer = reviewed([recorded('stays', { line: 40, title: 'said otherwise' }), recorded('came')], {
      fixed: new Set(['mended', 'of another review']),
    });
    const { added, open, fixed, unknown } = compareReviews(older, newer);
    assert.deepEqual([ids(added), ids(fixed), ids(unknown)], [['came'], ['mended'], ['unread']]);
    assert.deepEqual(
      open.map(({ id, line, title }) => [id, line, title]),
      [['stays', 40, 'said otherwise']],
    );
  });

  it('calls fixed what a review of the whole file did not find again', () => {
    const older = reviewed([recorded('here'), recorded('there', { file: { root: '/w', path: 'b.ts' } })]);
    const { fixed, unknown } = compareReviews(older, reviewed([], { wholeFiles: new Set(['/w/a.ts']) }));
    assert.deepEqual([ids(fixed), ids(unknown)], [['here'], ['there']]);
  });

  it('lists each finding once, the worst first, then by place', () => {
    const findings = [
      recorded('b', { line: 9 }),
      recorded('a', { line: 2 }),
      recorded('worst', { severity: 'critical', file: { root: '/w', path: 'z.ts' } }),
      recorded('a', { line: 2 }),
    ];
    assert.deepEqual(ids(compareReviews(reviewed([]), reviewed(findings)).added), ['worst', 'a', 'b']);
  });
});

describe('findings by folder', () => {
  it('count for the folder three levels deep, the worst folder first', () => {
    const folders = findingsByFolder(
      [at('a/b/c/d/e.ts', 'low'), at('a/b/c/f.ts', 'low'), at('x.ts', 'high'), at('a/g.ts', 'low')],
      10,
    );
    assert.deepEqual(
      folders.map(({ folder, counts }) => [folder, counts.high, counts.low]),
      [
        ['.', 1, 0],
        ['a/b/c', 0, 2],
        ['a', 0, 1],
      ],
    );
  });

  it('begin with the name of their repository when there are several', () => {
    const folders = findingsByFolder([at('src/a.ts', 'high'), at('src/a.ts', 'low', '/v/other')], 10);
    assert.deepEqual(
      folders.map(({ folder }) => folder),
      ['w/src', 'other/src'],
    );
  });
});
