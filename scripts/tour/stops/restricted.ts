import { openFile, runCommand } from '../driveWorkbench.ts';
import { screen, see } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

export const restricted: TourStop = {
  name: 'in Restricted Mode nothing is sent, and what was found stays readable',
  async visit(tour) {
    const sent = tour.model.requests.length;
    await tour.reopenRestricted();
    const { page } = tour;
    await see(page.locator('.statusbar-item'), 'Restricted Mode');
    await openFile(page, 'src/orders.ts', 1);
    await screen.squiggles(page).first().waitFor({ state: 'attached' });
    await runCommand(page, 'Flash Review: Focus on Findings View');
    await see(screen.findings(page), 'orders.ts');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible input').fill('>Flash Review: Review Working');
    const commands = page.locator('.quick-input-widget:visible .monaco-list-row');
    await see(commands, 'similar commands');
    if ((await commands.filter({ hasText: 'Review Working Changes' }).count()) > 0)
      throw new Error('the palette offers a review in Restricted Mode');
    await tour.take('restricted');
    await page.keyboard.press('Escape');
    if (tour.model.requests.length > sent) throw new Error('something was sent in Restricted Mode');
  },
};
