import assert from 'node:assert/strict';
import type { Range } from '../../../../src/core/finding.ts';
import { trackVersions, type TrackingMode } from '../../../../src/core/findings/trackVersions.ts';

const cart = `import { tax } from './tax';

export function total(items) {
  let sum = 0;
  for (let index = 0; index <= items.length; index++) {
    sum += items[index].price;
  }
  return sum;
}

export function withTax(items) {
  const net = total(items);
  return net + tax(net, defaultRate);
}
`;

/** The range of `code` where it stands first. */
function rangeOf(text: string, code: string): Range {
  const from = text.indexOf(code);
  assert.notEqual(from, -1, code);
  const position = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  return { start: position(from), end: position(from + code.length) };
}

function textAt(text: string, { start, end }: Range): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  lines.push((lines.pop() ?? '').slice(0, end.character));
  return lines.join('\n').slice(start.character);
}

/** What becomes of `code` when the cart turns into `present`, and what stands there. */
function follow(code: string, present: string, mode?: TrackingMode): string {
  const [place] = trackVersions(cart, present, [rangeOf(cart, code)], mode);
  assert.ok(place);
  return place.kind === 'gone' ? 'gone' : `${place.kind}: ${textAt(present, place.range)}`;
}

const loop = 'for (let index = 0; index <= items.length; index++) {';

describe('a finding in another version of its file', () => {
  it('is where its lines are, whatever came before them', () => {
    const present = `// A licence\n// in two lines\n${cart.replace('let sum = 0;', 'let sum = zero();')}`;
    assert.equal(follow(loop, present), `kept: ${loop}`);
    assert.equal(follow('tax(net, defaultRate)', present), 'kept: tax(net, defaultRate)');
  });

  it('is the same when only line ends differ', () => {
    const [place] = trackVersions(cart, cart.replaceAll('\n', '\r\n'), [rangeOf(cart, loop)]);
    assert.deepEqual(place, { kind: 'kept', range: rangeOf(cart, loop), moved: false });
  });

  it('is on its code after a formatter: indented anew, spaced anew, broken into lines', () => {
    assert.equal(follow(loop, cart.replaceAll('  ', '\t')), `kept: ${loop}`);
    const spaced = loop.replace('(let', '( let');
    assert.equal(follow(loop, cart.replace(loop, spaced)), `kept: ${spaced}`);
    const broken = 'return (\n    net +\n    tax(net, defaultRate)\n  );';
    const wrapped = cart.replace(
      'return net + tax(net, defaultRate);',
      'return net +\n    tax(net, defaultRate);',
    );
    assert.equal(
      follow('return net + tax(net, defaultRate);', wrapped),
      'kept: return net +\n    tax(net, defaultRate);',
    );
    assert.match(
      follow(
        'return net + tax(net, defaultRate);',
        cart.replace('return net + tax(net, defaultRate);', broken),
      ),
      /^changed/,
    );
  });

  it('is changed when its code was edited, and on what stands there now', () => {
    const fixed = loop.replace('<=', '<');
    assert.equal(follow(loop, cart.replace(loop, fixed)), `changed: ${fixed}`);
    const body = `${loop}\n    sum += items[index].price;\n  }`;
    assert.equal(
      follow(body, cart.replace('    sum +=', '    check();\n    sum +=')),
      `changed: ${body.replace('    sum +=', '    check();\n    sum +=')}`,
    );
  });

  it('is not changed by a blank line that was put between its lines', () => {
    const spaced = cart.replace('    sum +=', '\n    sum +=');
    assert.match(follow(`${loop}\n    sum += items[index].price;`, spaced), /^kept: for[^]*price;$/);
  });

  it('is gone with its lines, and is not taken for a line that reads alike elsewhere', () => {
    const without = cart.replace('  return sum;\n', '');
    assert.equal(follow('return sum;', without), 'gone');
    assert.equal(follow(loop, ''), 'gone');
    assert.equal(follow(loop, 'nothing\nof\nthis\n'), 'gone');
    // The closing brace of the loop is not what the finding was about.
    assert.equal(
      follow(
        `${loop}\n    sum += items[index].price;\n  }`,
        cart.replace(loop, 'q();').replace('    sum += items[index].price;\n', 'r();\n'),
      ),
      'gone',
    );
  });

  it('goes along with a block that was moved, unless told to go by lines alone', () => {
    const [, total = ''] = /(export function total[^]*?\n}\n)\n/.exec(cart) ?? [];
    // Behind the larger part of the file, so that it is this block that moves.
    const more = Array.from({ length: 12 }, (_, at) => `export const name${at} = '${at}';`).join('\n');
    const present = `${cart.replace(`${total}\n`, '')}${more}\n\n${total}`;
    const before = `${cart}${more}\n`;
    const range = [rangeOf(before, loop)];
    const [place] = trackVersions(before, present, range);
    assert.deepEqual(place, { kind: 'kept', range: rangeOf(present, loop), moved: true });
    assert.deepEqual(trackVersions(before, present, range, 'line-diff'), [{ kind: 'gone' }]);
  });

  it('does not guess between two copies of a moved block', () => {
    const block =
      'const alpha = readAlpha(source);\nconst beta = readBeta(source);\nconst gamma = readGamma(source);\n';
    const fill = Array.from({ length: 12 }, (_, at) => `keep${at}();`).join('\n');
    const before = `${block}${fill}\n`;
    const after = `${fill}\n${block}other();\n${block}`;
    assert.deepEqual(trackVersions(before, after, [rangeOf(before, 'readBeta(source)')]), [{ kind: 'gone' }]);
  });

  it('is back at its place when its text is back', () => {
    assert.equal(follow(loop, cart), `kept: ${loop}`);
  });
});
