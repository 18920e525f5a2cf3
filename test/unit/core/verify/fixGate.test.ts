import assert from 'node:assert/strict';
import { anchorFinding } from '../../../../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';
import type { RawFinding } from '../../../../src/core/finding.ts';
import { applyFix, checkFix, proposeFix } from '../../../../src/core/verify/fixGate.ts';

const raw = (quote: string, replacement: string | null, more: Partial<RawFinding> = {}): RawFinding => ({
  file: 'a',
  line: 1,
  endLine: 1,
  quote,
  severity: 'high',
  category: 'bug',
  title: 't',
  explanation: '',
  confidence: 1,
  replacement,
  repaired: false,
  ...more,
});
const propose = (text: string, finding: RawFinding) =>
  proposeFix(finding, anchorFinding(finding, createLineIndex(text)), text);
function fixed(text: string, quote: string, replacement: string): string {
  const fix = propose(text, raw(quote, replacement));
  assert.ok(fix);
  assert.deepEqual(checkFix(fix, text), { kind: 'ready' });
  return applyFix(fix, text);
}

describe('a fix', () => {
  it('replaces whole lines by whole lines', () => {
    assert.equal(
      fixed('a();\n  bad();\n  bad2();\nc();\n', '  bad();\n  bad2();', '  good();'),
      'a();\n  good();\nc();\n',
    );
  });

  it('takes over the indentation of the file where the model lost it', () => {
    const text = 'if (x) {\n\t\tbad();\n}\n';
    assert.equal(
      fixed(text, 'bad();', 'if (y) {\n\tgood();\n}'),
      'if (x) {\n\t\tif (y) {\n\t\t\tgood();\n\t\t}\n}\n',
    );
    assert.equal(fixed(text, '\t\tbad();', 'good();'), 'if (x) {\n\t\tgood();\n}\n');
  });

  it('may indent otherwise on purpose', () => {
    const text = 'for x in xs:\n    total += x\n    return total\n';
    assert.equal(
      fixed(text, '    return total', '  return total'),
      'for x in xs:\n    total += x\n  return total\n',
    );
  });

  it('keeps the line ends of the file', () => {
    assert.equal(
      fixed('a\r\nbad();\r\nc\r\n', 'bad();', 'one();\ntwo();\n'),
      'a\r\none();\r\ntwo();\r\nc\r\n',
    );
  });

  it('replaces a part of a line when that is what was quoted', () => {
    assert.equal(fixed('const x = wrong(1) + 2;\n', 'wrong(1)', 'right(1)'), 'const x = right(1) + 2;\n');
  });

  it('deletes lines whole when nothing takes their place', () => {
    assert.equal(fixed('a();\nbad();\nc();\n', 'bad();', ''), 'a();\nc();\n');
    assert.equal(fixed('a();\nbad();', 'bad();', ''), 'a();\n');
  });

  it('is none when nothing is proposed, nothing changes, or no quote carries it', () => {
    assert.equal(propose('a();\n', raw('a();', null)), undefined);
    assert.equal(propose('a();\n', raw('a();', 'a();\n')), undefined);
    assert.equal(propose('a();\n', raw('', 'b();')), undefined);
    assert.equal(propose('a();\n', raw('nowhere();', 'b();')), undefined);
  });

  it('is none when the quote came with diff marks, line numbers or a fence, which it would write too', () => {
    const text = 'a();\n  bad();\nc();\n';
    for (const dress of ['+  CODE', '     2 |+  CODE', '2:   CODE', '```js\n  CODE\n```', '`CODE`']) {
      const finding = raw(dress.replace('CODE', 'bad();'), dress.replace('CODE', 'good();'));
      assert.equal(anchorFinding(finding, createLineIndex(text)).kind, 'exact');
      assert.equal(propose(text, finding), undefined);
    }
  });

  it('may be seen, but not applied by one press, when the quote was damaged', () => {
    const text = 'first();\n  computeTotal(items); // slow\nlast();\nlast();\n';
    const fix = propose(text, raw('  compuetTotal(items); // slow', '  computeSum(items);', { line: 2 }));
    assert.equal(fix?.automatic, false);
  });

  it('is for a preview only when the answer was mended or leaves code out', () => {
    assert.equal(propose('bad();\n', raw('bad();', 'good();'))?.automatic, true);
    assert.equal(propose('bad();\n', raw('bad();', 'good();', { repaired: true }))?.automatic, false);
    assert.equal(propose('bad();\n', raw('bad();', '// ... rest as before\ngood();'))?.automatic, false);
    assert.equal(propose('bad();\n', raw('bad();', 'good();\n// existing code'))?.automatic, false);
    assert.equal(propose('bad();\n', raw('bad();', 'good(...args);'))?.automatic, true);
  });

  it('is refused once its place holds anything else', () => {
    const fix = propose('a();\nbad();\n', raw('bad();', 'good();'));
    assert.ok(fix);
    assert.deepEqual(checkFix(fix, 'a();\nbad(1);\n'), { kind: 'refused', reason: 'text-changed' });
    assert.deepEqual(checkFix(fix, '\na();\nbad();\n'), { kind: 'refused', reason: 'text-changed' });
    assert.deepEqual(checkFix(fix, ''), { kind: 'refused', reason: 'text-changed' });
  });

  it('is refused when its columns lie behind the end of their line, where an editor would take other code', () => {
    const range = { start: { line: 0, character: 2 }, end: { line: 0, character: 8 } };
    const fix = { edits: [{ range, before: 'value0', after: 'x' }], automatic: true };
    assert.deepEqual(checkFix(fix, '; value0'), { kind: 'ready' });
    assert.deepEqual(checkFix(fix, ';\nvalue0'), { kind: 'refused', reason: 'text-changed' });
  });

  it('is refused when its edits overlap', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 2 } };
    const edit = { range, before: 'ab', after: 'x' };
    assert.deepEqual(checkFix({ edits: [edit, edit], automatic: true }, 'ab'), {
      kind: 'refused',
      reason: 'overlap',
    });
  });
});
