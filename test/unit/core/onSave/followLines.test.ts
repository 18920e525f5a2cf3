import assert from 'node:assert/strict';
import { followLines, type Edit } from '../../../../src/core/onSave/followLines.ts';

/** 0-based line and character, as an editor counts. */
type Place = readonly [line: number, character: number];

const at = ([line, character]: Place) => ({ line, character });

function edit(from: Place, to: Place, text: string): Edit {
  return { range: { start: at(from), end: at(to) }, text };
}

const lines = { start: 10, end: 20 };

describe('lines that were reviewed', () => {
  it('stay where they are when nothing is typed, or something below them', () => {
    assert.deepEqual(followLines(lines, []), lines);
    assert.deepEqual(followLines(lines, [[edit([20, 0], [20, 0], 'x\ny\n')]]), lines);
  });

  it('move with what is put in and taken out above them', () => {
    assert.deepEqual(followLines(lines, [[edit([0, 0], [0, 0], 'x\ny\n')]]), { start: 12, end: 22 });
    assert.deepEqual(followLines(lines, [[edit([9, 0], [9, 0], 'x\n')]]), { start: 11, end: 21 });
    assert.deepEqual(followLines(lines, [[edit([2, 0], [5, 0], '')]]), { start: 7, end: 17 });
  });

  it('grow and shrink with what is typed into them', () => {
    assert.deepEqual(followLines(lines, [[edit([12, 4], [12, 4], '\n')]]), { start: 10, end: 21 });
    assert.deepEqual(followLines(lines, [[edit([12, 0], [15, 0], '')]]), { start: 10, end: 17 });
  });

  it('follow several changes of one event, and events one after the other', () => {
    const one = [edit([0, 0], [0, 0], 'x\n'), edit([5, 0], [6, 0], '')];
    assert.deepEqual(followLines(lines, [one, [edit([0, 0], [0, 0], 'x\n')]]), { start: 11, end: 21 });
  });

  it('are gone with all that is around them', () => {
    assert.equal(followLines({ start: 10, end: 10 }, [[edit([8, 0], [11, 0], '')]]), undefined);
  });
});
