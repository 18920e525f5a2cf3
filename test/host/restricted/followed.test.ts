import assert from 'node:assert/strict';
import { leftId, onlyFindingOn, shownIn } from '../leftFinding.ts';
import { started } from '../started.ts';

describe('after a restart', () => {
  before(async () => {
    await started();
  });

  it('a finding stands on its code in a file that was changed since it was kept', async () => {
    assert.equal((await onlyFindingOn('src/cart.ts', 9)).id, leftId());
  });

  it('a finding went along with its file, which was moved while no window was open', async () => {
    await onlyFindingOn('src/prices/discount.ts', 2);
    assert.deepEqual(shownIn('src/discount.ts'), []);
  });
});
