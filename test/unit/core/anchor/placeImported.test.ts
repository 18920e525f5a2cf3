import assert from 'node:assert/strict';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';
import { placeImported, type NamedRegion } from '../../../../src/core/anchor/placeImported.ts';

const text = [
  'export function total(items) {',
  '  let sum = 0;',
  '  for (let i = 0; i <= items.length; i++) {',
  '    sum += items[i].price; // 💥 past the end',
  '  }',
  '  return sum;',
  '}',
].join('\r\n');

function place(region: NamedRegion | undefined, more: { context?: NamedRegion; codePoints?: boolean } = {}) {
  const { context: contextRegion, codePoints = false } = more;
  const placed = placeImported({ region, contextRegion, codePoints }, createLineIndex(text));
  if (placed === undefined || placed.kind === 'absent') return placed?.kind;
  const { start, end } = placed.range;
  return [placed.kind, start.line, start.character, end.line, end.character];
}

const loop = { snippet: { text: '  for (let i = 0; i <= items.length; i++) {' } };

describe('an imported finding', () => {
  it('stays where its code stands', () => {
    assert.deepEqual(place({ startLine: 3, ...loop }), ['checked', 2, 2, 2, 43]);
    assert.deepEqual(place({ startLine: 2, startColumn: 7, endColumn: 10, snippet: { text: 'sum' } }), [
      'checked',
      1,
      6,
      1,
      9,
    ]);
  });

  it('goes to where its code has moved', () => {
    assert.deepEqual(place({ startLine: 1, ...loop }), ['moved', 2, 2, 2, 43]);
    assert.deepEqual(place({ startLine: 900, ...loop }), ['moved', 2, 2, 2, 43]);
  });

  it('has no place when its code is not there', () => {
    const snippet = { text: 'while (queue.length > 0) drain(queue.shift());' };
    assert.equal(place({ startLine: 3, snippet }), 'absent');
  });

  it('without a quote rests on its numbers, if there are such lines', () => {
    assert.deepEqual(place({ startLine: 2, endLine: 3 }), ['unchecked', 1, 2, 2, 43]);
    assert.deepEqual(place({ startLine: 2, startColumn: 500, endColumn: 900 }), ['unchecked', 1, 14, 1, 14]);
    assert.equal(place({ startLine: 8 }), 'absent');
    assert.equal(place({ startLine: 0 }), 'absent');
    assert.equal(place({ startLine: Number.MAX_SAFE_INTEGER }), 'absent');
  });

  it('may be told by offsets', () => {
    const charOffset = text.indexOf('items[i]');
    assert.deepEqual(place({ charOffset, charLength: 8 }), ['unchecked', 3, 11, 3, 19]);
    assert.equal(place({ charOffset: 10_000 }), 'absent');
  });

  it('is found by the code around it', () => {
    const context = {
      startLine: 11,
      snippet: { text: 'let sum = 0;\n  for (let i = 0; i <= items.length; i++) {' },
    };
    assert.equal(place({ startLine: 12 }, { context }), 'absent');
    const near = { ...context, startLine: 3 };
    assert.deepEqual(place({ startLine: 4 }, { context: near })?.slice(0, 2), ['moved', 2]);
  });

  it('may count its columns in code points', () => {
    const region = { startLine: 4, startColumn: 32, endColumn: 36 };
    assert.deepEqual(place(region), ['unchecked', 3, 31, 3, 35]);
    assert.deepEqual(place(region, { codePoints: true }), ['unchecked', 3, 32, 3, 36]);
  });

  it('may be about a file as a whole', () => {
    assert.equal(place(undefined), undefined);
    assert.equal(place({}), undefined);
  });
});
