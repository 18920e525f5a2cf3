import assert from 'node:assert/strict';
import type { ShownFinding } from '../../../src/core/report/reportPage.ts';
import type { UsedOnDay } from '../../../src/core/usage/usagePage.ts';
import { pageHtml } from '../../../src/vscode/pages/pageHtml.ts';
import { readProse } from '../../../src/webview/prose.ts';
import { chooseFindings } from '../../../src/webview/reportFilter.ts';
import { cacheSeries, daysUpTo, seriesOf, totalsOf } from '../../../src/webview/usageSeries.ts';

const shown = (title: string, more: Partial<ShownFinding> = {}): ShownFinding => ({
  severity: 'high',
  title,
  explanation: '',
  file: 'src/a.ts',
  notes: [],
  settled: false,
  edits: [],
  canOpen: true,
  ...more,
});

const used = (day: string, kind: string, dollars: number, cachedInput = 0): UsedOnDay => ({
  day,
  kind,
  model: 'm',
  requests: 1,
  usage: { input: 100, cachedInput, output: 10, thoughts: 5 },
  dollars,
  unpriced: 0,
});

describe('the document of a page', () => {
  const html = pageHtml({
    name: 'report',
    title: '"><script>alert(1)</script>',
    language: 'de',
    script: 'https://x/report.js',
    style: 'https://x/report.css',
    cspSource: 'https://x',
    nonce: 'n0',
    words: { High: '</script><script>alert(2)</script>' },
    address: 'review:</script>',
  });

  it('lets nothing load or run but its own script and style sheet', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-n0'; style-src https://x; base-uri 'none'; form-action 'none'",
    );
  });

  it('makes no markup of titles, translations or addresses', () => {
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.equal(html.includes('alert(1)</script>'), false);
    assert.equal(html.includes('alert(2)</script>'), false);
  });
});

describe('the prose of a model', () => {
  it('has paragraphs, code and fences, and nothing else', () => {
    const text = 'See [here](javascript:x) <img src=x>\n\n# `a < b` fails\n```ts\n# not a heading\n```\nEnd';
    assert.deepEqual(readProse(text), [
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'See [here](javascript:x) <img src=x>' }] },
      {
        kind: 'paragraph',
        parts: [
          { kind: 'text', text: '# ' },
          { kind: 'code', text: 'a < b' },
          { kind: 'text', text: ' fails' },
        ],
      },
      { kind: 'code', text: '# not a heading' },
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'End' }] },
    ]);
  });

  it('keeps the code of a fence that never ends, and what is no code', () => {
    assert.deepEqual(readProse('~~~\na\n```\nb'), [{ kind: 'code', text: 'a\n```\nb' }]);
    assert.deepEqual(readProse('one ` alone'), [
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'one ` alone' }] },
    ]);
    assert.deepEqual(readProse(''), []);
  });
});

describe('the filter of a report', () => {
  const findings = [
    shown('Off by one'),
    shown('Slow', { severity: 'low', category: 'performance' }),
    shown('Old', { settled: true }),
  ];

  it('keeps each finding with its place in the report', () => {
    const { open, settled, hidden } = chooseFindings(findings, { off: ['high'], text: '' });
    assert.deepEqual([open.map(({ at }) => at), settled, hidden], [[1], [], 2]);
  });

  it('finds words anywhere in a finding, all of them', () => {
    const { open, settled } = chooseFindings(findings, { off: [], text: '  SRC perf ' });
    assert.deepEqual([open.map(({ at }) => at), settled.length], [[1], 0]);
    assert.equal(chooseFindings(findings, { off: [], text: 'old' }).settled[0]?.at, 2);
  });
});

describe('the series of a usage chart', () => {
  const days = daysUpTo('2026-03-01', 3);

  it('have every day of the period, over the end of a month', () => {
    assert.deepEqual(days, ['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  it('have the largest first, and days beyond the period in none', () => {
    const entries = [
      used('2026-02-27', 'branch', 1),
      used('2026-03-01', 'commit', 3),
      used('2026-01-01', 'branch', 99),
    ];
    assert.deepEqual(seriesOf(entries, days, 'cost', 'kind', 'Other'), [
      { label: 'commit', values: [0, 0, 3] },
      { label: 'branch', values: [1, 0, 0] },
    ]);
    assert.deepEqual(seriesOf(entries, days, 'tokens', 'model', 'Other'), [
      { label: 'm', values: [115, 0, 115] },
    ]);
  });

  it('put what is too small for a colour of its own together', () => {
    const entries = Array.from({ length: 8 }, (_, at) => used('2026-03-01', `k${at}`, at + 1));
    const series = seriesOf(entries, days, 'cost', 'kind', 'Other');
    assert.deepEqual(
      series.map(({ label, values }) => [label, values[2]]),
      [
        ['k7', 8],
        ['k6', 7],
        ['k5', 6],
        ['k4', 5],
        ['k3', 4],
        ['Other', 6],
      ],
    );
  });

  it('tell cached from new input', () => {
    const entries = [used('2026-03-01', 'branch', 1, 60)];
    assert.deepEqual(cacheSeries(entries, days), { cached: [0, 0, 60], fresh: [0, 0, 40] });
    assert.equal(totalsOf(entries, days).output, 15);
  });
});
