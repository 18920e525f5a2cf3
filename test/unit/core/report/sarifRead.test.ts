import assert from 'node:assert/strict';
import { formatSarif } from '../../../../src/core/report/sarif.ts';
import { resolveSarifPath } from '../../../../src/core/report/sarifPath.ts';
import { mostImported, readSarif, type ImportedFinding } from '../../../../src/core/report/sarifRead.ts';
import { found, reportOf } from './report.ts';

const driver = { driver: { name: 'lint' } };
const roots = ['/home/me/shop', 'C:/shop'];

function read(runs: unknown): readonly ImportedFinding[] {
  const log = readSarif(JSON.stringify({ version: '2.1.0', runs }), roots);
  if (!log.ok) throw new Error(log.failure.kind);
  return log.value.findings;
}

function one(result: object, run: object = {}): ImportedFinding {
  const [finding] = read([{ tool: driver, results: [{ message: { text: 'x' }, ...result }], ...run }]);
  if (finding === undefined) throw new Error('nothing was read');
  return finding;
}

const at = (uri: string | undefined, more: object = {}, run: object = {}) =>
  resolveSarifPath({ uri, ...more }, { tool: driver, ...run }, roots);

const inside = (path: string, root?: string) => ({
  kind: 'inside',
  path,
  ...(root === undefined ? {} : { root }),
});

describe('a SARIF log', () => {
  it('of our own comes back with what it said', () => {
    const report = reportOf(
      found({ title: 'A [title](x)', explanation: 'Because.\nOf this.' }),
      found({ fingerprint: 'fr1:2', state: 'dismissed', severity: 'critical' }),
    );
    const log = readSarif(formatSarif(report), roots);
    assert.ok(log.ok);
    const [first, second] = log.value.findings;
    assert.deepEqual(
      [first?.tool, first?.rule, first?.severity, first?.category, first?.cwe, first?.confidence],
      ['Flash Review', 'off-by-one', 'high', 'bug', 193, 0.9],
    );
    assert.deepEqual([first?.title, first?.explanation], ['A [title](x)', 'Because.\nOf this.']);
    assert.deepEqual(first?.path, { kind: 'inside', path: 'src/a.ts' });
    assert.equal(first?.region?.snippet?.text, 'abc');
    assert.deepEqual([second?.severity, second?.state], ['critical', 'suppressed']);
  });

  it('says what it is when it is none', () => {
    const kinds = ['', '{', '[]', '"x"', '{"version":"2.1.0"}', '{"version":"2.1.0","runs":{}}'].map(
      (text) => {
        const log = readSarif(text, roots);
        return log.ok ? 'read' : log.failure.kind;
      },
    );
    assert.deepEqual(kinds, ['not-json', 'not-json', 'not-sarif', 'not-sarif', 'not-sarif', 'not-sarif']);
  });

  it('of another version, or of none, is refused by its version', () => {
    for (const [version, told] of [
      ['1.0.0', '1.0.0'],
      [undefined, ''],
      [2.1, ''],
      ['9'.repeat(5_000), '9'.repeat(20)],
    ] as const) {
      const log = readSarif(JSON.stringify({ version, runs: [] }), roots);
      assert.deepEqual(log, { ok: false, failure: { kind: 'version', version: told } });
    }
  });

  it('loses nothing to a part that cannot be read, and counts it', () => {
    const results = [null, 7, { message: 'text' }, { message: { text: 'fine' } }, { message: { text: 3 } }];
    const text = JSON.stringify({
      version: '2.1.0',
      runs: [
        { results: [] },
        'run',
        { tool: driver, results, invocations: [{ executionSuccessful: false }] },
      ],
    });
    const log = readSarif(`\ufeff${text}`, roots);
    assert.ok(log.ok);
    assert.deepEqual(
      [log.value.findings.map(({ title }) => title), log.value.unreadable, log.value.unfinished],
      [['fine'], 6, ['lint']],
    );
  });

  it('survives deep nesting and names that objects are born with', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const log = readSarif(
      `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"extra":${deep}}]}`,
      roots,
    );
    assert.equal(log.ok || log.failure.kind === 'not-json', true);
    const finding = one({
      ruleId: '__proto__',
      message: { id: 'constructor' },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'a.ts', uriBaseId: '__proto__' }, region: {} } },
      ],
    });
    assert.deepEqual([finding.title, finding.path], ['__proto__', { kind: 'inside', path: 'a.ts' }]);
  });

  it('of more results than people read is cut, and says so', () => {
    const results = Array.from({ length: mostImported + 7 }, () => ({ message: { text: 'x' } }));
    const log = readSarif(JSON.stringify({ version: '2.1.0', runs: [{ tool: driver, results }] }), roots);
    assert.ok(log.ok);
    assert.deepEqual([log.value.findings.length, log.value.left], [mostImported, 7]);
  });

  it('leaves out what says that all is well', () => {
    const kinds = ['pass', 'notApplicable', 'review', 'open', 'fail', undefined];
    const results = kinds.map((kind) => ({ kind, message: { text: String(kind) } }));
    assert.deepEqual(
      read([{ tool: driver, results }]).map(({ title }) => title),
      ['review', 'open', 'fail', 'undefined'],
    );
  });

  it('takes words, level, score and weakness from the rule where the result has none', () => {
    const rules = [
      {
        id: 'sql',
        messageStrings: { default: { text: 'Found {0} in {1}' } },
        properties: { 'security-severity': '9.1', tags: ['external/cwe/cwe-089', 7] },
      },
      { id: 'style', defaultConfiguration: { level: 'note' }, shortDescription: { text: 'Style' } },
    ];
    const run = { tool: { driver: { name: 'lint', rules } } };
    const sql = one({ ruleId: 'sql/deep', message: { id: 'default', arguments: ['a', 'b'] } }, run);
    assert.deepEqual(
      [sql.title, sql.severity, sql.cwe, sql.rule],
      ['Found a in b', 'critical', 89, 'sql/deep'],
    );
    const style = one({ ruleIndex: 1, message: { text: '' } }, run);
    assert.deepEqual([style.title, style.severity, style.rule], ['Style', 'low', 'style']);
    assert.deepEqual([one({ level: 'error' }).severity, one({}).severity], ['high', 'medium']);
  });

  it('makes no link of a link', () => {
    assert.equal(
      one({ message: { text: 'see [the docs](https://evil) \\[1\\]' } }).title,
      'see the docs [1]',
    );
  });
});

describe('the file of a SARIF result', () => {
  it('is found below an open folder', () => {
    assert.deepEqual(at('src/a%20b.ts'), inside('src/a b.ts'));
    assert.deepEqual(at('./src//a.ts'), inside('src/a.ts'));
    assert.deepEqual(at('src\\a.ts'), inside('src/a.ts'));
    assert.deepEqual(at('/home/me/shop/a.ts'), inside('a.ts', '/home/me/shop'));
    assert.deepEqual(at('file:///home/me/shop/a.ts'), inside('a.ts', '/home/me/shop'));
    assert.deepEqual(at('file:///c:/shop/a.ts'), inside('a.ts', 'C:/shop'));
    assert.deepEqual(at('c:\\shop\\a.ts'), inside('a.ts', 'C:/shop'));
  });

  it('rests on a base, and on the base of that', () => {
    const originalUriBaseIds = {
      ROOT: { uri: 'file:///home/me/shop/' },
      SRC: { uri: 'src', uriBaseId: 'ROOT' },
      OTHER: {},
      LOOP: { uri: 'x', uriBaseId: 'LOOP' },
      UP: { uri: '../' },
    };
    const based = (uriBaseId: string) => at('a.ts', { uriBaseId }, { originalUriBaseIds });
    assert.deepEqual(based('SRC'), inside('src/a.ts', '/home/me/shop'));
    assert.deepEqual(based('OTHER'), inside('a.ts'));
    assert.deepEqual(based('UNKNOWN'), inside('a.ts'));
    assert.deepEqual(based('LOOP').kind, 'outside');
    assert.deepEqual(based('UP').kind, 'outside');
    const artifacts = [{ location: { uri: 'b.ts' } }];
    assert.deepEqual(at(undefined, { index: 0 }, { artifacts }), inside('b.ts'));
  });

  for (const hostile of [
    '../secret',
    'src/../../secret',
    'src/%2e%2e/%2E%2E/secret',
    'src/..%2fsecret',
    'src/..%5c..%5csecret',
    '..\\secret',
    '/etc/passwd',
    '/home/me/shop/../secret',
    '/home/me/shopping/a.ts',
    'file:///etc/passwd',
    'file://server/share/a.ts',
    '//server/share/a.ts',
    '\\\\server\\share\\a.ts',
    'file:////server/share/a.ts',
    'https://evil/a.ts',
    'command:workbench.action.quit',
    'vscode://x/y',
    'D:/shop/a.ts',
    'src/a.ts:stream',
    'a\u0000.ts',
    'a%00.ts',
    '%E0%A4%A',
    '',
    '.',
    '#only-a-fragment',
  ])
    it(`is not opened at ${JSON.stringify(hostile)}`, () => {
      assert.deepEqual(at(hostile), { kind: 'outside', shown: hostile });
    });
});
