import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/finding.ts';
import { formatGithub } from '../../../../src/core/report/github.ts';
import { formatGitlab } from '../../../../src/core/report/gitlab.ts';
import { formatJson, parseReport } from '../../../../src/core/report/json.ts';
import { formatMarkdown } from '../../../../src/core/report/markdown.ts';
import { codeSpan, fenced, plainMarkdown } from '../../../../src/core/report/plainMarkdown.ts';
import { formatRdjson } from '../../../../src/core/report/rdjson.ts';
import { reportFinding } from '../../../../src/core/report/reportFinding.ts';
import { found, reportOf } from './report.ts';

describe('A JSON report', () => {
  it('is read back as it was written', () => {
    const report = reportOf(found(), found({ state: 'dismissed', fingerprint: 'fr1:2' }));
    assert.deepEqual(parseReport(JSON.parse(formatJson(report))), report);
  });

  it('of another version or shape is none', () => {
    assert.equal(parseReport({ ...reportOf(), version: 2 }), undefined);
    assert.equal(parseReport({ version: 1, findings: [] }), undefined);
    assert.equal(parseReport(null), undefined);
  });
});

describe('A reported finding', () => {
  const lines = ['one', 'two', 'three', 'four', 'five', 'six', ''];
  const finding: Finding = {
    id: 'fr1:1',
    file: { root: '/r', path: 'a.ts' },
    anchor: { kind: 'exact', range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } } },
    quote: 'four',
    severity: 'low',
    category: 'bug',
    title: 't',
    explanation: 'e',
    confidence: 1,
    state: 'open',
    reviewId: 'r',
  };

  it('has 1-based places and the lines around it', () => {
    const { place, excerpt } = reportFinding(finding, { current: lines, reviewed: lines });
    assert.deepEqual(place, { startLine: 4, startColumn: 1, endLine: 4, endColumn: 5 });
    assert.deepEqual(excerpt, { startLine: 2, lines: ['two', 'three', 'four', 'five', 'six'] });
  });

  it('is shown where it was found when its code is gone', () => {
    const origin = {
      textId: 'x',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
    };
    const reported = reportFinding({ ...finding, state: 'gone', origin }, { current: [''], reviewed: lines });
    assert.equal(reported.place?.startLine, 1);
    assert.equal(reported.excerpt?.lines[0], 'one');
  });

  it('keeps of a huge line what is behind the finding short', () => {
    const huge = `${'x'.repeat(5_000)}four${'y'.repeat(500_000)}`;
    const range = { start: { line: 0, character: 5_000 }, end: { line: 0, character: 5_004 } };
    const reported = reportFinding(
      { ...finding, anchor: { kind: 'exact', range } },
      { current: [huge], reviewed: [huge] },
    );
    assert.equal(reported.excerpt?.lines[0]?.length, 6_004);
  });
});

describe('rdjson', () => {
  it('counts columns in bytes of UTF-8, as reviewdog does', () => {
    const line = 'let ä = "表😀"; call();';
    const at = line.indexOf('call');
    const place = { startLine: 5, startColumn: at + 1, endLine: 5, endColumn: at + 5 };
    const report = reportOf(
      found({
        place,
        excerpt: { startLine: 5, lines: [line] },
        fix: { automatic: true, edits: [{ place, before: 'call', after: 'ring' }] },
      }),
    );
    const { diagnostics } = JSON.parse(formatRdjson(report)) as { diagnostics: Record<string, unknown>[] };
    const start = Buffer.byteLength(line.slice(0, at)) + 1;
    const range = { start: { line: 5, column: start }, end: { line: 5, column: start + 4 } };
    assert.deepEqual(diagnostics, [
      {
        message: 'A title\n\nBecause.',
        location: { path: 'src/a.ts', range },
        severity: 'ERROR',
        code: { value: 'off-by-one', url: 'https://cwe.mitre.org/data/definitions/193.html' },
        suggestions: [{ range, text: 'ring' }],
      },
    ]);
  });

  it('gives a finding without a line to the file', () => {
    const { place: _place, excerpt: _excerpt, ...rest } = found({ anchor: 'none' });
    const { diagnostics } = JSON.parse(formatRdjson(reportOf(rest))) as {
      diagnostics: { location: object }[];
    };
    assert.deepEqual(diagnostics[0]?.location, { path: 'src/a.ts' });
  });
});

describe('GitHub annotations', () => {
  it('cannot be left by what the model says', () => {
    const evil = 'x\r\n::stop-commands::y 100%,a:b';
    const out = formatGithub(reportOf(found({ title: evil, explanation: evil, file: 'a,b:c.ts' })));
    assert.equal(
      out,
      '::error file=a%2Cb%3Ac.ts,line=3,endLine=3,col=3,endColumn=6,' +
        'title=x%0D%0A%3A%3Astop-commands%3A%3Ay 100%25%2Ca%3Ab (high%2C off-by-one)' +
        '::x%0D%0A::stop-commands::y 100%25,a:b\n',
    );
  });

  it('leave the columns out over several lines, and tell what was not reviewed', () => {
    const report = reportOf(
      found({ severity: 'low', place: { startLine: 1, startColumn: 2, endLine: 4, endColumn: 1 } }),
    );
    const out = formatGithub({
      ...report,
      coverage: [{ file: 'b.ts', state: 'not-reviewed', reason: 'network', message: 'No network.' }],
      outcome: { kind: 'failed', failure: { kind: 'network', message: 'No network.' } },
    });
    assert.deepEqual(out.split('\n'), [
      '::notice file=src/a.ts,line=1,endLine=4,title=A title (low%2C off-by-one)::Because.',
      '::warning file=b.ts,title=Not reviewed::No network.',
      '::error title=Flash Review::No network.',
      '',
    ]);
  });
});

describe('A GitLab Code Quality report', () => {
  it('has what the format asks for, and only what is open', () => {
    const held = found({ state: 'filtered', filtered: { kind: 'low-severity', detail: '' } });
    assert.deepEqual(JSON.parse(formatGitlab(reportOf(found(), held, found({ baseline: 'unchanged' })))), [
      {
        description: 'A title: Because.',
        check_name: 'off-by-one',
        fingerprint: 'fr1:1',
        severity: 'critical',
        location: { path: 'src/a.ts', lines: { begin: 3, end: 3 } },
      },
    ]);
  });
});

describe('A Markdown report', () => {
  it('shows the words of the model and does nothing else with them', () => {
    const evil =
      '![x](https://evil.example/p.png) <img src=x> @everyone www.evil.example https://evil.example\n# Heading\n- item';
    const out = plainMarkdown(evil);
    assert.ok(out.includes(String.raw`\!\[x\]\(https:\/\/evil.example/p.png\) \<img src=x\>`));
    assert.ok(out.includes('@\u200beveryone www\u200b.evil'));
    assert.ok(out.includes(String.raw`\# Heading`));
    assert.ok(out.includes('\\- item'));
    assert.doesNotMatch(out, /(?<!\\)[[\]<>]/);
  });

  it('lets no code leave its fence', () => {
    assert.equal(fenced('ts', 'a\n````\nb'), '`````ts\na\n````\nb\n`````');
    assert.equal(codeSpan('a`b``c'), '```a`b``c```');
    assert.equal(codeSpan('`x`'), '`` `x` ``');
  });

  it('begins with the worst, and ends with what was not reviewed', () => {
    const report = reportOf(
      found({ severity: 'low', title: 'Small' }),
      found({ severity: 'critical', title: 'Big' }),
    );
    const out = formatMarkdown({
      ...report,
      coverage: [
        { file: 'src/a.ts', state: 'reviewed' },
        { file: 'a|b.lock', state: 'skipped', reason: 'lock-file', message: 'lock file' },
      ],
    });
    assert.match(out, /Findings: 1 critical, 1 low\. 1 of 2 files reviewed\./);
    assert.ok(out.indexOf('## critical: Big') < out.indexOf('## low: Small'));
    assert.match(out, /\| a\\\|b\.lock \| lock file \|/);
    assert.match(out, /```diff\n-a <= b\n\+a < b\n```/);
  });
});
