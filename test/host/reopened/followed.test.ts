import assert from 'node:assert/strict';
import { leftId, onlyFindingOn, shownIn } from '../leftFinding.ts';
import { started } from '../started.ts';

describe('after one more restart', () => {
  it('a finding is the same in a file that git moved while no window was open', async () => {
    await started();
    assert.equal((await onlyFindingOn('src/basket.ts', 9)).id, leftId());
    assert.deepEqual(shownIn('src/cart.ts'), []);
  });

  it('one that was moved before it stays where it is', async () => {
    await onlyFindingOn('src/prices/discount.ts', 2);
  });
});
