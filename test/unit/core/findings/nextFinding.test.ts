import assert from 'node:assert/strict';
import { nextFinding } from '../../../../src/core/findings/nextFinding.ts';
import { finding } from './finding.ts';

const at = (path: string, line: number) =>
  finding({
    id: `${path} ${line}`,
    file: { root: '/w', path },
    anchor: { kind: 'exact', range: { start: { line, character: 2 }, end: { line, character: 5 } } },
  });
const all = [
  at('b.ts', 4),
  at('a.ts', 9),
  finding({ id: 'none', anchor: { kind: 'none', reason: 'ambiguous' } }),
  at('a.ts', 1),
];
const from = (path: string, line: number, character = 0) => ({ path, position: { line, character } });
const next = (place: Parameters<typeof nextFinding>[1]) => nextFinding(all, place, 'next')?.id;
const previous = (place: Parameters<typeof nextFinding>[1]) => nextFinding(all, place, 'previous')?.id;

describe('going from finding to finding', () => {
  it('goes down the file, then to the next one, and round again', () => {
    assert.equal(next(from('/w/a.ts', 0)), 'a.ts 1');
    assert.equal(next(from('/w/a.ts', 1, 2)), 'a.ts 9');
    assert.equal(next(from('/w/a.ts', 9, 2)), 'b.ts 4');
    assert.equal(next(from('/w/b.ts', 4, 2)), 'a.ts 1');
  });

  it('goes back the same way', () => {
    assert.equal(previous(from('/w/b.ts', 4, 2)), 'a.ts 9');
    assert.equal(previous(from('/w/a.ts', 1, 2)), 'b.ts 4');
  });

  it('starts at an end when there is no place, and from files without findings', () => {
    assert.equal(next(undefined), 'a.ts 1');
    assert.equal(previous(undefined), 'b.ts 4');
    assert.equal(next(from('/w/aa.ts', 0)), 'b.ts 4');
  });

  it('finds nothing where none has a line', () => {
    assert.equal(
      nextFinding([finding({ anchor: { kind: 'none', reason: 'ambiguous' } })], undefined, 'next'),
      undefined,
    );
  });
});
