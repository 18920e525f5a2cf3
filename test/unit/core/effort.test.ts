import assert from 'node:assert/strict';
import { thoroughnessOf, type EffortWishes } from '../../../src/core/effort.ts';

const wishes = (changes: Partial<EffortWishes>): EffortWishes => ({
  effort: 'standard',
  thinkingLevel: 'auto',
  verify: 'auto',
  fixes: 'auto',
  ...changes,
});

describe('effort', () => {
  it('decides on thinking, passes, the second look and when fixes are written', () => {
    assert.deepEqual(thoroughnessOf(wishes({ effort: 'quick' })), {
      thinking: 'low',
      passes: 1,
      verify: 'off',
      fixes: 'withFindings',
      lookUp: false,
    });
    assert.deepEqual(thoroughnessOf(wishes({})), {
      thinking: 'medium',
      passes: 1,
      verify: 'serious',
      fixes: 'afterVerification',
      lookUp: false,
    });
    assert.deepEqual(thoroughnessOf(wishes({ effort: 'deep' })), {
      thinking: 'high',
      passes: 3,
      verify: 'all',
      fixes: 'afterVerification',
      lookUp: true,
    });
  });

  it('leaves alone what is set', () => {
    const set = { thinkingLevel: 'minimal', verify: 'off', fixes: 'withFindings' } as const;
    assert.deepEqual(thoroughnessOf(wishes({ effort: 'deep', ...set })), {
      thinking: 'minimal',
      passes: 3,
      verify: 'off',
      fixes: 'withFindings',
      lookUp: true,
    });
  });
});
