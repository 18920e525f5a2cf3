import type { ToHistoryPage } from '../../src/core/history/historyPage.ts';
import type { ShownFinding, ShownReport, ToReportPage } from '../../src/core/report/reportPage.ts';
import type { ToUsagePage } from '../../src/core/usage/usagePage.ts';

/** Every kind of content at once, some of it hostile. */
const hostile = '<img src=x onerror="window.said.push({kind:\'owned\'})"> [x](javascript:alert(1))';

export function shownFinding(more: Partial<ShownFinding> = {}): ShownFinding {
  return {
    severity: 'high',
    title: 'The loop reads past `items.length`',
    explanation: `With one item \`items[1]\` is undefined.\n\n\`\`\`ts\nitems[1].price // throws\n\`\`\`\n${hostile}`,
    file: 'src/cart.ts',
    line: 8,
    category: 'bug',
    rule: 'off-by-one',
    cwe: 193,
    confidence: 0.9,
    notes: [],
    settled: false,
    excerpt: { startLine: 7, lines: ['a', 'for (;;) {', `  ${'long '.repeat(60)}`], from: 8, to: 8 },
    edits: [{ before: 'i <= n', after: 'i < n' }],
    canOpen: true,
    ...more,
  };
}

export function reportMessage(more: Partial<ShownReport> = {}): ToReportPage {
  const report: ShownReport = {
    title: 'Branch against main',
    notices: ['The review is not complete: the quota is used up.'],
    facts: [
      { label: 'Cost', value: '$0.03' },
      { label: 'Took', value: '4.1 s' },
    ],
    findings: [
      shownFinding(),
      shownFinding({ severity: 'critical', title: hostile, canOpen: false, origin: 'ESLint' }),
      shownFinding({ severity: 'medium', edits: [] }),
      shownFinding({ severity: 'low', notes: ['placed by line number only'] }),
      shownFinding({ severity: 'info', settled: true, notes: ['dismissed'] }),
    ],
    coverage: [
      { file: 'src/cart.ts', state: 'reviewed', why: '', canOpen: true },
      { file: 'a.bin', state: 'skipped', why: 'binary file', canOpen: false },
      { file: 'b.ts', state: 'not-reviewed', why: 'the quota is used up', canOpen: true },
    ],
    canExport: true,
    canShow: false,
    ...more,
  };
  return { kind: 'report', report };
}

const counts = { critical: 1, high: 2, medium: 0, low: 3, info: 0 };

export const historyMessage: ToHistoryPage = {
  kind: 'history',
  reviews: ['r3', 'r2', 'r1'].map((id, at) => ({
    id,
    startedMs: 1_790_000_000_000 - at * 86_400_000,
    elapsedMs: 4_100,
    scope: at === 1 ? 'Branch against main' : 'Working changes',
    outcome: at === 2 ? 'Failed' : 'Completed',
    completed: at !== 2,
    model: 'gemini-3.5-flash',
    cost: '$0.03',
    reviewed: at === 2 ? 3 : 5,
    files: 5,
    counts,
  })),
};

const compared = { severity: 'high', title: 'Past the `end`', file: 'src/cart.ts', line: 8 } as const;

export const comparisonMessage: ToHistoryPage = {
  kind: 'comparison',
  older: 'r1',
  newer: 'r3',
  groups: {
    added: [compared, { ...compared, severity: 'info' }],
    open: [],
    fixed: [compared],
    unknown: [compared],
  },
};

export function usageMessage(more: Partial<ToUsagePage> = {}): ToUsagePage {
  return {
    kind: 'usage',
    today: '2026-11-21',
    budget: 1,
    entries: [
      ['2026-11-21', 'working-changes', 0.2],
      ['2026-11-20', 'branch', 0.5],
      ['2026-11-20', 'saved-file', 0.05],
      ['2026-11-03', 'repository', 1.5],
    ].map(([day, kind, dollars]) => ({
      day: String(day),
      kind: String(kind),
      model: 'gemini-3.5-flash',
      requests: 2,
      usage: { input: 30_000, cachedInput: 12_000, output: 900, thoughts: 400 },
      dollars: Number(dollars),
      unpriced: 1,
    })),
    folders: [
      { folder: 'src', counts },
      { folder: '.', counts: { critical: 0, high: 0, medium: 0, low: 1, info: 0 } },
    ],
    ...more,
  };
}
