import assert from 'node:assert/strict';
import { formatDollars } from '../../../src/core/dollars.ts';

describe('an amount of dollars', () => {
  for (const [dollars, english, german] of [
    [0, '$0', '0 $'],
    [1234.5, '$1,234.50', '1.234,50 $'],
    [0.1, '$0.10', '0,10 $'],
    [0.00423, '$0.0042', '0,0042 $'],
    [0.0000004, '$0.000000', '0,000000 $'],
  ] as const)
    it(`of ${dollars} is written as the user writes it`, () => {
      assert.equal(formatDollars(dollars, 'en'), english);
      assert.equal(formatDollars(dollars, 'de').replace('\u00a0', ' '), german);
      // Not US$, as in some other countries.
      assert.equal(formatDollars(dollars, 'en-GB'), english);
    });
});
