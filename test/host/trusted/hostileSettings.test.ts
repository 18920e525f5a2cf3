import assert from 'node:assert/strict';
import { listOf, offByOne } from '../cartFindings.ts';
import { obeyed, plantHostileSettings } from '../hostileSettings.ts';
import { startReviewSession } from '../reviewSession.ts';

describe('settings of a hostile workspace', () => {
  it('lead no request elsewhere and switch no safeguard off, even when the workspace is trusted', async () => {
    await using session = await startReviewSession();
    await using hostile = await plantHostileSettings();
    assert.deepEqual(obeyed(hostile), []);
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.review();
    assert.equal(session.diagnostics('src/cart.ts').length, 1);
    assert.equal(session.service.requests.length, 1);
    const sent = JSON.stringify(session.service.requests[0]?.body);
    assert.ok(sent.includes(hostile.canary), 'what a workspace may say is heard');
    assert.equal(hostile.stolen(), 0);
  });
});
