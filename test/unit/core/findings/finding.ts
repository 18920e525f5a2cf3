import type { Finding } from '../../../../src/core/finding.ts';

/** A finding with whatever the test is about in place of these values. */
export function finding(more: Partial<Finding> = {}): Finding {
  return {
    id: 'f1',
    file: { root: '/w', path: 'a.ts' },
    anchor: { kind: 'exact', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } } },
    quote: 'bad()',
    severity: 'high',
    category: 'bug',
    title: 'breaks',
    explanation: 'x',
    confidence: 0.5,
    state: 'open',
    reviewId: 'r1',
    ...more,
  };
}
