import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/finding.ts';
import { reviseFinding } from '../../../../src/core/findings/reviseFinding.ts';

const at = (line: number) =>
  ({
    kind: 'exact',
    range: { start: { line, character: 0 }, end: { line, character: 5 } },
  }) as const;
const fix = { edits: [], automatic: true };
const known: Finding = {
  id: 'f',
  file: { root: '/r', path: 'a.ts' },
  anchor: at(7),
  quote: 'x',
  severity: 'high',
  category: 'bug',
  title: 't',
  explanation: '',
  confidence: 0.5,
  state: 'open',
  reviewId: 'r',
  verification: 'pending',
};

describe('what a review learns of a finding later', () => {
  it('is taken over, and the finding stays where it has got to', () => {
    const now: Finding = { ...known, anchor: at(3), severity: 'medium', verification: 'confirmed', fix };
    assert.deepEqual(reviseFinding(known, now), {
      ...known,
      severity: 'medium',
      verification: 'confirmed',
      fix,
    });
  });

  it('holds it back, or shows it again', () => {
    const filtered = { kind: 'refuted', detail: 'no' } as const;
    const { verification: _, ...rest } = known;
    const refuted: Finding = { ...rest, state: 'filtered', filtered };
    assert.deepEqual(reviseFinding(known, refuted), refuted);
    assert.deepEqual(reviseFinding(refuted, rest), rest);
  });

  it('changes nothing of what the user or the code has decided', () => {
    for (const state of ['dismissed', 'fixed', 'gone'] as const) {
      const revised = reviseFinding({ ...known, state }, { ...known, verification: 'confirmed' });
      assert.equal(revised.state, state);
    }
    assert.equal(reviseFinding({ ...known, state: 'changed' }, known).state, 'changed');
  });
});
