import assert from 'node:assert/strict';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

describe('at the end of the trusted run', () => {
  it('a finding is left in the store for the restricted run', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.review();
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
    // The store is written shortly after the last change.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });
});
