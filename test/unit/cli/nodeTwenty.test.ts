import assert from 'node:assert/strict';
import { completeRuntime } from '../../../src/cli/nodeTwenty.ts';

const isOdd = (value: number): boolean => value % 2 === 1;

describe('A Node that lacks what the core uses', () => {
  it('groups into a map in order of first appearance, as later ones do', () => {
    const own = Object.getOwnPropertyDescriptor(Map, 'groupBy');
    assert.ok(own);
    const expected = Map.groupBy([1, 2, 3], isOdd);
    try {
      Reflect.deleteProperty(Map, 'groupBy');
      assert.equal(Object.hasOwn(Map, 'groupBy'), false);
      completeRuntime();
      const groups = Map.groupBy([1, 2, 3], isOdd);
      assert.deepEqual([...groups], [...expected]);
    } finally {
      Object.defineProperty(Map, 'groupBy', own);
    }
  });
});
