import { runCommand } from '../driveWorkbench.ts';
import { see } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

export const walkthrough: TourStop = {
  name: 'the first steps are there for those who ask for them',
  visit: async ({ page, take }) => {
    const shown = page.locator('.gettingStartedContainer');
    if (await shown.isVisible()) throw new Error('the walkthrough opened by itself');
    await runCommand(page, 'Flash Review: Open Walkthrough');
    await see(shown, 'Get Started with Flash Review');
    await see(shown, 'Choose a model');
    await take('walkthrough');
    await runCommand(page, 'View: Close Editor');
  },
};
