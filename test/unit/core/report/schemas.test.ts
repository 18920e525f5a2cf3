import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { formatGithub } from '../../../../src/core/report/github.ts';
import { formatGitlab } from '../../../../src/core/report/gitlab.ts';
import { formatJson } from '../../../../src/core/report/json.ts';
import { formatNdjson } from '../../../../src/core/report/ndjson.ts';
import { formatRdjson } from '../../../../src/core/report/rdjson.ts';
import { formatSarif } from '../../../../src/core/report/sarif.ts';
import type { ReportedFinding, ReviewReport } from '../../../../src/core/report/reviewReport.ts';
import { found, reportOf } from './report.ts';

type Schema = Record<string, unknown>;

function read(path: string): Schema {
  return JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')) as Schema;
}

/** The schema that OASIS publishes for SARIF 2.1.0, as Microsoft ships it with its matchers. */
function sarifSchema(): Schema {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const { $schema: _draft, id, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Schema;
  return { ...schema, $id: id };
}

// The patterns of SARIF's schema are not written for the `u` flag.
const draft7 = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
const draft2020 = new Ajv2020({ strict: false, allErrors: true });
for (const ajv of [draft7, draft2020]) ajvFormats.default(ajv);
draft2020.addSchema(read('docs/schemas/report.schema.json'), 'report.schema.json');

const official = draft7.compile(sarifSchema());
const schemas: Readonly<Record<string, readonly [(report: ReviewReport) => string, ValidateFunction]>> = {
  sarif: [formatSarif, official],
  rdjson: [formatRdjson, draft2020.compile(read('test/fixtures/schemas/rdjson.schema.json'))],
  gitlab: [formatGitlab, draft2020.compile(read('test/fixtures/schemas/gitlab.schema.json'))],
  json: [formatJson, draft2020.compile({ $ref: 'report.schema.json' })],
};
const event = draft2020.compile(read('docs/schemas/event.schema.json'));

const { place: _place, excerpt: _excerpt, fix: _fix, ...unplaced } = found({ anchor: 'none' });
const { rule: _rule, cwe: _cwe, ...unnamed } = found();

const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('');
const nasty = `${controls}\u007f\u0085\u2028\u2029\u202e\u2066\u200b\ufeff\ud800 \udc00 😀 ::error::x %0A ]( <b> "}]} \\u0000 \${x}`;
const hostile: ReportedFinding = found({
  fingerprint: 'fr1:hostile',
  file: `src/${nasty.replaceAll('/', '')}/[a](b) c#d?e:f%.ts`,
  title: nasty,
  explanation: `${nasty} `.repeat(50) + 'x'.repeat(1_000_000),
  rule: nasty,
  quote: nasty,
  excerpt: { startLine: 2, lines: [nasty, `  ${nasty}`, nasty] },
  fix: {
    automatic: false,
    edits: [
      {
        place: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 5 },
        before: nasty,
        after: nasty,
      },
      { place: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 9 }, before: '', after: '' },
    ],
  },
});

const skipped = [
  { file: 'a b/ü.ts', state: 'reviewed' },
  { file: hostile.file, state: 'not-reviewed', reason: 'network', message: nasty },
  { file: 'logo.png', state: 'skipped', reason: 'binary', message: 'binary file' },
  { file: 'b.ts', state: 'partly', reason: 'interrupted', message: 'the review was interrupted' },
] as const;

const { usage: _usage, cost: _cost, ...unpriced } = reportOf();
const reports: Readonly<Record<string, ReviewReport>> = {
  'of a usual review': reportOf(
    found({ baseline: 'new' }),
    found({ fingerprint: 'fr1:2', state: 'dismissed' }),
    found({
      fingerprint: 'fr1:3',
      state: 'filtered',
      filtered: { kind: 'low-severity', detail: 'medium' },
    }),
    found({ fingerprint: 'fr1:4', state: 'fixed', verification: 'confirmed' }),
    found({ fingerprint: 'fr1:5', severity: 'info', category: 'security', baseline: 'unchanged' }),
    { ...unplaced, fingerprint: 'fr1:6' },
    { ...unnamed, fingerprint: 'fr1:7' },
  ),
  'of an empty review': { ...unpriced, outcome: { kind: 'nothing-to-review' }, coverage: [] },
  'of a review without findings': reportOf(),
  'of one that was interrupted': {
    ...reportOf(found()),
    outcome: { kind: 'interrupted' },
    coverage: skipped,
  },
  'of one that failed': {
    ...reportOf(),
    outcome: { kind: 'failed', failure: { kind: 'network', message: nasty } },
    coverage: skipped,
  },
  'with hostile texts': {
    ...reportOf(hostile, { ...unplaced, title: nasty, fingerprint: 'fr1:8' }),
    coverage: skipped,
    secrets: [{ rule: 'aws', source: nasty, line: 3, fingerprint: 'f' }],
    review: { ...reportOf().review, scope: { kind: 'branch', detail: nasty }, model: nasty },
  },
};

for (const [name, [format, validate]] of Object.entries(schemas))
  describe(`The schema of ${name}`, () => {
    for (const [kind, report] of Object.entries(reports))
      it(`takes a report ${kind}`, () => {
        const text = format(report);
        assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors?.slice(0, 5), undefined, 1));
        assert.ok(text.endsWith('\n'));
      });

    it('does not take everything', () => {
      for (const wrong of [{}, null, 1, [{}], { version: '2.1.0', runs: [{ results: [] }] }])
        assert.ok(!validate(wrong), JSON.stringify(wrong));
    });
  });

describe('Reports for strict readers', () => {
  it('hold no half of a character, which they would refuse the whole report for', () => {
    for (const format of [formatSarif, formatRdjson, formatGitlab])
      for (const report of Object.values(reports)) {
        const text = format(report);
        assert.ok(!/(?<!\\)(\\\\)*\\ud[89a-f]/i.test(text));
        assert.ok(text.isWellFormed());
      }
  });
});

describe('The schema of NDJSON', () => {
  for (const [kind, report] of Object.entries(reports))
    it(`takes every line of a report ${kind}`, () => {
      const lines = formatNdjson(report).split('\n');
      assert.equal(lines.pop(), '');
      for (const line of lines) assert.ok(event(JSON.parse(line)), JSON.stringify(event.errors));
    });
});

describe('The grammar of workflow commands', () => {
  const value = String.raw`[^\r\n:,]*`;
  const command = new RegExp(
    `^::(error|warning|notice)( [a-zA-Z]+=${value}(,[a-zA-Z]+=${value})*)?::[^\\r\\n]*$`,
  );
  for (const [kind, report] of Object.entries(reports))
    it(`takes a report ${kind}, one command a line`, () => {
      const lines = formatGithub(report).split('\n');
      assert.equal(lines.pop(), '');
      for (const line of lines) assert.match(line.slice(0, 5_000), command);
      const open = report.findings.filter(
        ({ state, baseline }) => state === 'open' && baseline !== 'unchanged',
      ).length;
      assert.ok(lines.length >= open);
    });
});
