import assert from 'node:assert/strict';
import { listOf, nonNull, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

describe('the packaged extension', () => {
  it('reviews, with the model client it carries', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne, nonNull), chunkSizes: [7] });
    await session.review();
    assert.equal(session.diagnostics('src/cart.ts').length, 2);
    const [request] = session.service.requests;
    assert.match(request?.path ?? '', /^\/v1beta\/models\/gemini-3\.5-flash:streamGenerateContent/);
  });
});
