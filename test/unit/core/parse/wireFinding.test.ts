import assert from 'node:assert/strict';
import type { RawFinding } from '../../../../src/core/finding.ts';
import { readWireFinding } from '../../../../src/core/parse/wireFinding.ts';

/** What becomes of a sound element in which `changes` were made. */
function read(changes: Readonly<Record<string, unknown>>): RawFinding | undefined {
  const sound = {
    file: 'a.ts',
    line: 3,
    endLine: 4,
    quote: 'q',
    severity: 'low',
    category: 'api',
    title: 't',
  };
  return readWireFinding(
    { ...sound, explanation: 'e', confidence: 0.7, replacement: 'r', ...changes },
    false,
  );
}

function lines(line: unknown, endLine: unknown): readonly [number | undefined, number | undefined] {
  const finding = read({ line, endLine });
  return [finding?.line, finding?.endLine];
}

describe('An element of the answer', () => {
  it('needs no more than a file and a title', () => {
    assert.deepEqual(readWireFinding({ file: 'a.ts', title: 'Wrong' }, true), {
      file: 'a.ts',
      quote: '',
      severity: 'medium',
      category: 'bug',
      title: 'Wrong',
      explanation: '',
      confidence: 0.5,
      replacement: null,
      repaired: true,
    });
  });

  it('is no finding without one of them, or with one that is empty or no text', () => {
    for (const nothing of [undefined, null, '', '  \n', 7, {}]) {
      assert.equal(read({ file: nothing }), undefined);
      assert.equal(read({ title: nothing }), undefined);
    }
    assert.equal(read({ title: '\u0000\u200b' }), undefined);
    assert.equal(read({ file: 'x'.repeat(4_097) }), undefined);
  });

  it('is no finding when it is no object', () => {
    for (const value of [null, 'text', 3, []]) assert.equal(readWireFinding(value, false), undefined);
  });

  it('may hold keys nobody asked for', () => {
    assert.deepEqual(read({ owner: 'me', constructor: 1 }), read({}));
  });

  it('may name its kind and its weakness, in whatever way people write them', () => {
    assert.equal(read({ rule: 'Off by one' })?.rule, 'off-by-one');
    assert.equal(read({ rule: '' })?.rule, undefined);
    assert.equal(read({ rule: 'x'.repeat(61) })?.rule, undefined);
    assert.equal(read({ cwe: 'CWE-79' })?.cwe, 79);
    assert.equal(read({ cwe: 89 })?.cwe, 89);
    for (const nonsense of [0, -1, 'high', 10_000, null])
      assert.equal(read({ cwe: nonsense })?.cwe, undefined);
  });

  it('may give its lines as text, in the wrong order, or one of them', () => {
    assert.deepEqual(lines('12', ' 14 '), [12, 14]);
    assert.deepEqual(lines(14, 12), [12, 14]);
    assert.deepEqual(lines(12, undefined), [12, 12]);
    assert.deepEqual(lines(12, 0), [12, 12]);
  });

  it('has no lines when its first line makes no sense', () => {
    for (const nonsense of [0, -3, 1.5, 1e300, Infinity, 'twelve', '1e3', '', null, true, [3], undefined]) {
      assert.deepEqual(lines(nonsense, 12), [undefined, undefined], String(nonsense));
      assert.ok(!Object.hasOwn(read({ line: nonsense }) ?? {}, 'line'));
    }
  });

  it('may give its confidence in percent, and has one of 0.5 when it gives none', () => {
    const cases: readonly [unknown, number][] = [
      [0, 0],
      [0.25, 0.25],
      [1, 1],
      [85, 0.85],
      [100, 1],
      [250, 1],
      [-1, 0],
      ['0.9', 0.9],
      ['85%', 0.85],
      ['1 %', 0.01],
      ['sure', 0.5],
      [null, 0.5],
      [undefined, 0.5],
    ];
    for (const [given, expected] of cases)
      assert.equal(read({ confidence: given })?.confidence, expected, String(given));
  });

  it('may name its severity in other words', () => {
    const cases: Readonly<Record<string, string>> = {
      critical: 'critical',
      HIGH: 'high',
      Blocker: 'critical',
      ' Major ': 'high',
      error: 'high',
      warning: 'medium',
      Minor: 'low',
      nit: 'info',
      'so so': 'medium',
      '': 'medium',
      __proto__: 'medium',
    };
    for (const [word, expected] of Object.entries(cases))
      assert.equal(read({ severity: word })?.severity, expected, word);
    assert.equal(read({ severity: 3 })?.severity, 'medium');
  });

  it('may name its category in other words', () => {
    const cases: Readonly<Record<string, string>> = {
      Security: 'security',
      error_handling: 'error-handling',
      'Error Handling': 'error-handling',
      race_condition: 'concurrency',
      perf: 'performance',
      readability: 'maintainability',
      testing: 'test',
      docs: 'documentation',
      whatever: 'bug',
    };
    for (const [word, expected] of Object.entries(cases))
      assert.equal(read({ category: word })?.category, expected, word);
  });

  it('keeps quote and replacement to the letter', () => {
    const code = '\tx = "\u0000\u202e"; \r\n';
    assert.equal(read({ quote: code })?.quote, code);
    assert.equal(read({ replacement: code })?.replacement, code);
    assert.equal(read({ replacement: '' })?.replacement, '');
  });

  it('loses its fix when there is too much code, and a quote that is too long', () => {
    const long = 'x'.repeat(20_001);
    assert.equal(read({ replacement: long.slice(1) })?.replacement, long.slice(1));
    assert.equal(read({ replacement: long })?.replacement, null);
    assert.deepEqual([read({ quote: long })?.quote, read({ quote: long })?.replacement], ['', null]);
  });

  it('shows no control characters, and none that hide or reorder text', () => {
    const prose = '\u0007a\u001b[31m\u202eb\u2066\u200b\u009b c\t👩‍💻\r\nd\ud83d';
    assert.equal(read({ explanation: prose })?.explanation, 'a[31mb c\t👩‍💻\nd\ufffd');
    assert.equal(read({ title: ` two\n  lines \u0000of\ttitle ` })?.title, 'two lines of title');
  });

  it('has its title and explanation cut where they are too long, no character in half', () => {
    assert.equal(read({ title: 'x'.repeat(300) })?.title, 'x'.repeat(300));
    assert.equal(read({ title: 'x'.repeat(301) })?.title, `${'x'.repeat(299)}…`);
    assert.equal(read({ title: `${'x'.repeat(298)}😀😀` })?.title, `${'x'.repeat(298)}…`);
    assert.equal(read({ explanation: 'y'.repeat(9_000) })?.explanation.length, 8_000);
  });
});
