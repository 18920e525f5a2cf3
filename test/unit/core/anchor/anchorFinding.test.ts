import assert from 'node:assert/strict';
import { anchorFinding } from '../../../../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';
import { repairPath } from '../../../../src/core/anchor/repairPath.ts';

const text = [
  'function total(items) {', // 1
  '  let sum = 0;', // 2
  '  for (const item of items) {', // 3
  '    sum += item.price;', // 4
  '  }', // 5
  '  return sum;', // 6
  '}', // 7
  '', // 8
  'function count(items) {', // 9
  '  let sum = 0;', // 10
  '\treturn subtotal + "😀" + sum;', // 11
  '}', // 12
].join('\n');
const anchor = (quote: string, line?: number, endLine?: number, source = text) =>
  anchorFinding(
    { quote, ...(line === undefined ? {} : { line }), ...(endLine === undefined ? {} : { endLine }) },
    createLineIndex(source),
  );
/** `3:2-3:29`: 1-based lines, 0-based characters, or why there is none. */
function place(...args: Parameters<typeof anchor>): string {
  const found = anchor(...args);
  if (found.kind === 'none') return found.reason;
  const { start, end } = found.range;
  const mark = found.kind === 'exact' ? '' : `${found.kind} `;
  return `${mark}${start.line + 1}:${start.character}-${end.line + 1}:${end.character}`;
}

describe('anchoring a finding', () => {
  it('covers the quoted code from its first to its last character', () => {
    assert.equal(place('  for (const item of items) {\n    sum += item.price;', 3), '3:2-4:22');
    assert.equal(place('sum += item.price', 4), '4:4-4:21');
  });

  it('finds the quote however far off the claimed line is', () => {
    assert.equal(place('  return sum;', 40), '6:2-6:13');
    assert.equal(place('  return sum;'), '6:2-6:13');
  });

  it('takes the copy nearest to the claimed line', () => {
    assert.equal(place('  let sum = 0;', 1), '2:2-2:14');
    assert.equal(place('  let sum = 0;', 9), '10:2-10:14');
    assert.equal(place('  let sum = 0;'), 'ambiguous');
  });

  it('does not care how the model spaced, wrapped or indented the quote', () => {
    assert.equal(place('for(const item of items){ sum+=item.price; }', 3), '3:2-5:3');
    assert.equal(place('\t\tfor (const item\n\t\tof items) {', 3), '3:2-3:29');
  });

  it('sees through diff marks, line numbers and fences', () => {
    assert.equal(place('+  let sum = 0;\n+  for (const item of items) {', 2), '2:2-3:29');
    assert.equal(
      place('     3 |+  for (const item of items) {\n     4 |     sum += item.price;', 3),
      '3:2-4:22',
    );
    assert.equal(place('3:   for (const item of items) {', 3), '3:2-3:29');
    assert.equal(place('```js\n  return sum;\n```', 6), '6:2-6:13');
    assert.equal(place('`return sum;`', 6), '6:2-6:13');
  });

  it('never begins or ends inside a name', () => {
    assert.equal(place('total + "😀"', 11), 'quote-not-found');
  });

  it('counts characters as UTF-16 does', () => {
    assert.equal(place('return subtotal + "😀" + sum;', 11), '11:1-11:30');
  });

  it('refuses a quote that is nowhere, whatever line is claimed', () => {
    assert.equal(place('  sum -= item.price;', 4), 'quote-not-found');
  });

  it('rests on the line alone when there is no quote to speak of, and says so', () => {
    assert.equal(place('', 3), 'line-only 3:2-3:29');
    assert.equal(place('}', 3, 5), 'line-only 3:2-5:3');
    assert.equal(place('', 99), 'no-line-no-quote');
    assert.equal(place(''), 'no-line-no-quote');
  });

  it('is at home with CRLF, an empty text, and a last line without end', () => {
    assert.equal(place('one();\ntwo();', 1, 2, 'one();\r\ntwo();\r\n'), '1:0-2:6');
    assert.equal(place('abcd', 1, 1, ''), 'quote-not-found');
    assert.equal(place('last();', 2, 2, 'first();\nlast();'), '2:0-2:7');
  });
});

describe('repairing a path', () => {
  const known = ['src/cart.ts', 'src/web/cart.ts', 'lib/Total.py'];
  for (const [claimed, meant] of [
    ['src/cart.ts', 'src/cart.ts'],
    ['a/src/cart.ts', 'src/cart.ts'],
    ['./src/cart.ts', 'src/cart.ts'],
    ['src\\web\\cart.ts', 'src/web/cart.ts'],
    ['/home/x/shop/src/web/cart.ts', 'src/web/cart.ts'],
    ['LIB/total.py', 'lib/Total.py'],
    ['Total.py', 'lib/Total.py'],
    ['cart.ts', undefined],
    ['src/other.ts', undefined],
    ['', undefined],
  ] as const) {
    it(`takes ${claimed || 'nothing'} for ${meant ?? 'no file'}`, () => {
      assert.equal(repairPath(claimed, known), meant);
    });
  }
});
