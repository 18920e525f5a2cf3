import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/finding.ts';
import { trackEdits, type TextChange } from '../../../../src/core/findings/trackEdits.ts';
import { finding } from './finding.ts';

const at = (line: number, character: number) => ({ line, character });
const change = (from: [number, number], to: [number, number], text: string): TextChange => ({
  range: { start: at(...from), end: at(...to) },
  text,
});
/** The finding covers 5:4 to 6:10. */
const tracked = finding({ anchor: { kind: 'exact', range: { start: at(5, 4), end: at(6, 10) } } });
function after(...changes: TextChange[]): string {
  const { anchor, state }: Finding = trackEdits(tracked, changes);
  assert.notEqual(anchor.kind, 'none');
  if (anchor.kind === 'none') return '';
  const { start, end } = anchor.range;
  return `${state} ${start.line}:${start.character}-${end.line}:${end.character}`;
}

describe('a finding', () => {
  it('moves with what is put in or taken out above it', () => {
    assert.equal(after(change([0, 0], [0, 0], 'a\nb\n')), 'open 7:4-8:10');
    assert.equal(after(change([1, 0], [3, 0], '')), 'open 3:4-4:10');
    assert.equal(after(change([0, 0], [0, 0], 'a\r\nb')), 'open 6:4-7:10');
  });

  it('moves with what is typed before it on its line', () => {
    assert.equal(after(change([5, 0], [5, 0], 'xyz')), 'open 5:7-6:10');
    assert.equal(after(change([5, 0], [5, 4], '\t')), 'open 5:1-6:10');
    assert.equal(after(change([5, 0], [5, 0], '\n')), 'open 6:4-7:10');
  });

  it('stays the same object when the edit is behind it', () => {
    assert.equal(trackEdits(tracked, [change([6, 11], [9, 0], 'x')]), tracked);
  });

  it('does not grow by what is typed at its edges', () => {
    assert.equal(after(change([5, 4], [5, 4], 'ab')), 'open 5:6-6:10');
    assert.equal(after(change([6, 10], [6, 10], 'ab')), 'open 5:4-6:10');
  });

  it('is changed once its own code is edited', () => {
    assert.equal(after(change([5, 8], [5, 8], 'x')), 'changed 5:4-6:10');
    assert.equal(after(change([6, 2], [6, 4], '')), 'changed 5:4-6:8');
    assert.equal(after(change([5, 0], [6, 10], 'new();')), 'changed 5:0-5:6');
    assert.equal(after(change([4, 0], [8, 0], '')), 'changed 4:0-4:0');
  });

  it('is nowhere in particular once whole lines around it were replaced by others', () => {
    assert.equal(after(change([0, 0], [9, 0], 'a\nb\nc\n')), 'changed 0:0-0:0');
  });

  it('follows several cursors of one event, in whatever order they come', () => {
    const cursors = [
      change([1, 0], [1, 0], 'x\n'),
      change([3, 0], [3, 0], 'y\n'),
      change([5, 0], [5, 0], '  '),
    ];
    assert.equal(after(...cursors), 'open 7:6-8:10');
    assert.equal(after(...cursors.toReversed()), 'open 7:6-8:10');
  });

  it('keeps its fix on the same code', () => {
    const range = { start: at(5, 0), end: at(6, 12) };
    const fixable = { ...tracked, fix: { edits: [{ range, before: 'b', after: 'a' }], automatic: true } };
    const moved = trackEdits(fixable, [change([0, 0], [0, 0], '\n')]);
    assert.deepEqual(moved.fix?.edits[0]?.range, { start: at(6, 0), end: at(7, 12) });
    // Between the end of the finding and the end of its fix.
    const tail = trackEdits(fixable, [change([6, 11], [6, 11], 'x')]);
    assert.deepEqual(tail.fix?.edits[0]?.range.end, at(6, 13));
    assert.equal(tail.state, 'open');
  });
});
