import assert from 'node:assert/strict';
import type { Fix, FixEdit } from '../../../../src/core/finding.ts';
import { combineFixes } from '../../../../src/core/verify/fixAll.ts';
import { applyFix, checkFix } from '../../../../src/core/verify/fixGate.ts';

const text = 'one two three\nfour five\nsix\n';

function edit(line: number, from: number, before: string, after: string): FixEdit {
  const start = { line, character: from };
  return { range: { start, end: { line, character: from + before.length } }, before, after };
}

function fix(...edits: readonly FixEdit[]): Fix {
  return { edits, automatic: true };
}

function combined(...fixes: readonly Fix[]): {
  text: string;
  leftOut: readonly (readonly [number, string])[];
} {
  const { edits, applied, leftOut } = combineFixes(text, fixes);
  assert.equal(applied.length + leftOut.length, fixes.length);
  const all = { edits, automatic: true };
  assert.deepEqual(checkFix(all, text), { kind: 'ready' });
  return {
    text: applyFix(all, text),
    leftOut: leftOut.map((left) => [fixes.indexOf(left.fix), left.reason] as const),
  };
}

describe('all fixes of a file', () => {
  it('are one list of edits in text order', () => {
    assert.deepEqual(
      combined(fix(edit(2, 0, 'six', '6')), fix(edit(0, 0, 'one', '1')), fix(edit(0, 4, 'two', '2'))),
      {
        text: '1 2 three\nfour five\n6\n',
        leftOut: [],
      },
    );
    assert.deepEqual(combined(), { text, leftOut: [] });
  });

  it('may lie between the edits of another', () => {
    assert.deepEqual(
      combined(fix(edit(0, 0, 'one', '1'), edit(2, 0, 'six', '6')), fix(edit(1, 0, 'four', '4'))),
      {
        text: '1 two three\n4 five\n6\n',
        leftOut: [],
      },
    );
  });

  it('leave out what overlaps one that begins before, whole', () => {
    const early = fix(edit(0, 0, 'one two', '1 2'));
    const late = fix(edit(0, 4, 'two', 'II'), edit(2, 0, 'six', 'VI'));
    assert.deepEqual(combined(late, early), {
      text: '1 2 three\nfour five\nsix\n',
      leftOut: [[0, 'overlap']],
    });
    assert.deepEqual(combined(early, early).leftOut, [[0, 'overlap']]);
  });

  it('take edits that touch, but not an insertion at the edge of another', () => {
    assert.deepEqual(
      combined(fix(edit(0, 0, 'one ', '1')), fix(edit(0, 4, 'two', '2'))).text,
      '12 three\nfour five\nsix\n',
    );
    assert.deepEqual(combined(fix(edit(0, 0, 'one ', '1')), fix(edit(0, 4, '', '!'))).leftOut, [
      [1, 'overlap'],
    ]);
    assert.deepEqual(combined(fix(edit(0, 4, '', '?')), fix(edit(0, 4, '', '!'))).leftOut, [[1, 'overlap']]);
  });

  it('leave out what may not be applied by one press, or does not fit the text', () => {
    const preview = { ...fix(edit(0, 0, 'one', '1')), automatic: false };
    assert.deepEqual(combined(preview, fix(edit(1, 0, 'five', '5')), fix(edit(0, 0, 'one', 'I'))), {
      text: 'I two three\nfour five\nsix\n',
      leftOut: [
        [0, 'preview-only'],
        [1, 'text-changed'],
      ],
    });
  });
});
