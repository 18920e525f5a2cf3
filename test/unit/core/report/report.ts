import type { ReportedFinding, ReviewReport } from '../../../../src/core/report/reviewReport.ts';

/** A finding with everything, or with what is said otherwise. */
export function found(other: Partial<ReportedFinding> = {}): ReportedFinding {
  const place = { startLine: 3, startColumn: 3, endLine: 3, endColumn: 6 };
  return {
    fingerprint: 'fr1:1',
    file: 'src/a.ts',
    anchor: 'exact',
    place,
    excerpt: { startLine: 1, lines: ['one', 'two', '  abc;', 'four', 'five'] },
    quote: 'abc',
    severity: 'high',
    category: 'bug',
    rule: 'off-by-one',
    cwe: 193,
    title: 'A title',
    explanation: 'Because.',
    confidence: 0.9,
    state: 'open',
    fix: { automatic: true, edits: [{ place, before: 'a <= b', after: 'a < b' }] },
    ...other,
  };
}

export function reportOf(...findings: readonly ReportedFinding[]): ReviewReport {
  return {
    version: 1,
    tool: { name: 'flash-review', version: '1.2.3' },
    review: {
      id: '2026-11-21T00:00:00.000Z',
      startedAt: '2026-11-21T00:00:00.000Z',
      endedAt: '2026-11-21T00:00:05.000Z',
      scope: { kind: 'branch', detail: 'main' },
      model: 'gemini-3.5-flash',
      effort: 'standard',
    },
    outcome: { kind: 'completed' },
    findings,
    coverage: [{ file: 'src/a.ts', state: 'reviewed' }],
    secrets: [],
    usage: { input: 1000, cachedInput: 0, output: 10, thoughts: 20 },
    cost: 0.002,
  };
}
