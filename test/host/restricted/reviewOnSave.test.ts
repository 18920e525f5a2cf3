import assert from 'node:assert/strict';
import { startSavingSession } from '../savedFiles.ts';

describe('reviewing on save in Restricted Mode', () => {
  it('is off, whatever the setting says', async () => {
    await using session = await startSavingSession('changed');
    await session.change(session.saved, "'one'", "'uno'");
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    assert.equal(session.service.requests.length, 0);
  });
});
