import assert from 'node:assert/strict';
import { readerOf } from '../../../../src/core/findings/textInRange.ts';

describe('the text in a range', () => {
  const read = readerOf('one\r\ntwo\nthree');
  const text = (...[line, character, endLine, endCharacter]: [number, number, number, number]) =>
    read({ start: { line, character }, end: { line: endLine, character: endCharacter } });

  it('is read within a line, over lines, and not at all outside', () => {
    assert.equal(text(0, 1, 0, 2), 'n');
    assert.equal(text(0, 1, 2, 2), 'ne\ntwo\nth');
    assert.equal(text(1, 0, 2, 0), 'two\n');
    assert.equal(text(2, 3, 9, 9), 'ee');
    assert.equal(text(7, 0, 8, 0), '');
  });
});
