import assert from 'node:assert/strict';
import { indentationBlock } from '../../../../src/core/collect/indentationBlock.ts';

const code = [
  'import a;', // 1
  'import b;',
  '',
  'function outer() {',
  '  const one = 1;', // 5
  '',
  '  if (one) {',
  '    two();',
  '  } else {',
  '    three();', // 10
  '  }',
  '}',
  '',
  'last();',
].join('\r\n');

describe('the block around a line', () => {
  for (const [line, start, end] of [
    [1, 1, 2],
    [4, 4, 12],
    [5, 4, 12],
    [7, 7, 9],
    [8, 7, 9],
    [10, 9, 11],
    [12, 4, 12],
    [14, 14, 14],
  ] as const) {
    it(`of line ${line} is ${start} to ${end}`, () => {
      assert.deepEqual(indentationBlock(code, line), { start, end });
    });
  }

  it('is that of the next line for an empty one, and the line itself at the end of the text', () => {
    assert.deepEqual(indentationBlock(code, 6), { start: 7, end: 9 });
    assert.deepEqual(indentationBlock('a\n\n', 3), { start: 3, end: 3 });
    assert.deepEqual(indentationBlock('', 1), { start: 1, end: 1 });
    assert.deepEqual(indentationBlock('a', 99), { start: 1, end: 1 });
  });
});
