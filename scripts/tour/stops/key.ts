import { runCommand } from '../driveWorkbench.ts';
import { screen, see, seeGone } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

/** What the stand-in is to be asked with; no real key looks like it. */
export const tourKey = 'a-key-for-the-tour';

export const key: TourStop = {
  name: 'without a key the view asks for one; a mistyped one is not taken',
  async visit({ page, model, take }) {
    await runCommand(page, 'Flash Review: Focus on Findings View');
    await see(screen.welcome(page), 'Set API Key');
    await take('no-key');
    await runCommand(page, 'Flash Review: Set API Key…');
    const input = page.locator('.quick-input-widget:visible input');
    await input.fill('two words');
    await see(page.locator('.quick-input-widget:visible'), 'A key has no spaces');
    await take('key');
    await input.fill(tourKey);
    await page.keyboard.press('Enter');
    await seeGone(page.locator('.quick-input-widget:visible'));
    await see(screen.welcome(page), 'Review Working Changes');
    if (model.requests.length > 0) throw new Error('something was sent before any review was asked for');
  },
};
