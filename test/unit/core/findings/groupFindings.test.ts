import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/finding.ts';
import { groupFindings, inGroupOrder, type Grouping } from '../../../../src/core/findings/groupFindings.ts';
import { finding } from './finding.ts';

const at = (line: number): Pick<Finding, 'anchor'> => ({
  anchor: { kind: 'exact', range: { start: { line, character: 0 }, end: { line, character: 5 } } },
});
const b = { root: '/w', path: 'b.ts' };
const all = [
  finding({ id: 'b low 3', severity: 'low', file: b, ...at(3) }),
  finding({ id: 'b high 9', file: b, category: 'security', ...at(9) }),
  finding({ id: 'b high 2', file: b, ...at(2) }),
  finding({ id: 'a high none', anchor: { kind: 'none', reason: 'ambiguous' } }),
  finding({ id: 'a high 7', ...at(7) }),
];
const grouped = (by: Grouping) =>
  groupFindings(all, by).map((group) => [group.key, ...inGroupOrder(group).map(({ id }) => id)]);

describe('grouping findings', () => {
  it('by file puts files by path, and the worst of each first', () => {
    assert.deepEqual(grouped('file'), [
      ['/w/a.ts', 'a high 7', 'a high none'],
      ['/w/b.ts', 'b high 2', 'b high 9', 'b low 3'],
    ]);
  });

  it('by severity puts the worst first, and what lies together beside each other', () => {
    assert.deepEqual(grouped('severity'), [
      ['severity high', 'a high 7', 'a high none', 'b high 2', 'b high 9'],
      ['severity low', 'b low 3'],
    ]);
  });

  it('by category puts the worst of each first', () => {
    assert.deepEqual(grouped('category'), [
      ['category bug', 'a high 7', 'a high none', 'b high 2', 'b low 3'],
      ['category security', 'b high 9'],
    ]);
  });

  it('makes no group of nothing, and tells files of two repositories apart', () => {
    assert.deepEqual(groupFindings([], 'severity'), []);
    const twice = [finding({ id: '1' }), finding({ id: '2', file: { root: '/v', path: 'a.ts' } })];
    assert.deepEqual(
      groupFindings(twice, 'file').map(({ key }) => key),
      ['/v/a.ts', '/w/a.ts'],
    );
  });
});
