import { openFile, runCommand } from '../driveWorkbench.ts';
import { screen, see, seeGone, waitUntil } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';
import { tourKey } from './key.ts';

export const firstReview: TourStop = {
  name: 'the price is known before anything is sent, and findings appear while the answer streams',
  async visit({ page, model, take }) {
    await openFile(page, 'src/cart.ts', 1);
    await runCommand(page, 'Flash Review: Review Working Changes');
    await see(screen.dialog(page), /Review \d+ files with gemini-3\.5-flash: about [\d,.]+ tokens, \$/);
    await take('cost');
    if (model.requests.length > 0) throw new Error('something was sent before the price was accepted');
    await screen.dialog(page).locator('.monaco-button', { hasText: 'Review' }).first().click();
    await screen.squiggles(page).first().waitFor({ state: 'attached' });
    if (model.openStreams === 0)
      throw new Error('the first finding was shown only after the answer had ended');
    await take('streaming');
    await waitUntil(page, 'the end of the answer', () => model.openStreams === 0);
    const asked = model.requests.at(-1);
    if (asked?.headers['x-goog-api-key'] !== tourKey) throw new Error('the request did not carry the key');
    await runCommand(page, 'Flash Review: Focus on Findings View');
    await see(screen.findings(page), 'cart.ts');
    await seeGone(screen.welcome(page));
    await take('findings');
  },
};
