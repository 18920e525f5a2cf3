import { handStream } from '../../emulator/handStream.ts';
import { nonNull, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

describe('when the window closes', () => {
  it('a review is left running that has told of two findings, for the next launch', async () => {
    // Never ended: the window closes over it.
    const session = await startReviewSession();
    const stream = handStream();
    session.service.script(stream);
    void session.review();
    await stream.opened;
    stream.push(`{"findings":[${offByOne},${nonNull},`);
    await session.until('src/cart.ts', (found) => found.length === 2);
    // The store is written shortly after the last change; the host of the tests ends without a word.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });
});
