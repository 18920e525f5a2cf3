import assert from 'node:assert/strict';
import { alignLines, splitLines } from '../../../../src/core/findings/alignLines.ts';
import { middleSplit } from '../../../../src/core/findings/middleSplit.ts';

/** One character a line; `.` for a line that is gone, else what it is matched to is checked to be the same. */
function kept(before: string, after: string): string {
  const [a, b] = [before.split(''), after.split('')];
  const match = alignLines(a, b);
  let last = -1;
  return a
    .map((line, at) => {
      const to = match[at] ?? -1;
      if (to === -1) return '.';
      assert.ok(to > last, 'matches must not cross');
      assert.equal(b[to], line);
      last = to;
      return line;
    })
    .join('');
}

/** Linear congruential: the same numbers in every run. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('a line diff', () => {
  it('keeps what is in both, in order', () => {
    assert.equal(kept('abcdef', 'abxdef'), 'ab.def');
    assert.equal(kept('abcabba', 'cbabac').replaceAll('.', '').length, 4);
    assert.equal(kept('', 'abc'), '');
    assert.equal(kept('abc', ''), '...');
    assert.equal(kept('abc', 'abc'), 'abc');
  });

  it('matches lines that stand once before braces that stand everywhere', () => {
    const before = ['one() {', '}', 'two() {', '}'];
    const after = ['two() {', '}'];
    assert.deepEqual([...alignLines(before, after)], [-1, -1, 0, 1]);
  });

  it('reads a new function as a whole one, not as the end of the last and the head of the next', () => {
    const before = ['one() {', '  a', '}', '', 'three() {', '  c', '}'];
    const after = ['one() {', '  a', '}', '', 'two() {', '  b', '}', '', 'three() {', '  c', '}'];
    assert.deepEqual([...alignLines(before, after)], [0, 1, 2, 3, 8, 9, 10]);
  });

  it('never crosses and never matches different lines, whatever the texts', () => {
    const random = randoms(7);
    for (let round = 0; round < 500; round++) {
      const kinds = 1 + Math.floor(random.next().value * 6);
      const text = () =>
        Array.from({ length: Math.floor(random.next().value * 30) }, () =>
          String(Math.floor(random.next().value * kinds)),
        ).join('');
      kept(text(), text());
    }
  });

  it('looks at no more than 256 lines for each one, in texts that have nothing to do with one another', () => {
    const random = randoms(3);
    const lines = 5_000;
    let looked = 0;
    const text = () =>
      new Proxy(
        Int32Array.from({ length: lines }, () => 1 + Math.floor(random.next().value * 50)),
        {
          get: (numbers, key) => {
            looked++;
            return Reflect.get(numbers, key) as unknown;
          },
        },
      );
    const [x, y] = middleSplit(text(), text(), { aLo: 0, aHi: lines, bLo: 0, bHi: lines });
    assert.ok(x + y > 0);
    assert.ok(looked > lines, 'the lines were looked at');
    assert.ok(looked <= 2 * lines * 256, `${looked} looks`);
  });

  it('cuts lines at every line end', () => {
    assert.deepEqual(splitLines('a\r\nb\nc\rd\n'), ['a', 'b', 'c', 'd', '']);
  });
});
