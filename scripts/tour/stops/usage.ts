import { runCommand } from '../driveWorkbench.ts';
import { pageIn, see } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

export const usage: TourStop = {
  name: 'what was spent is shown by day, model and kind of review',
  visit: async ({ page, take }) => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Flash Review: Show Usage');
    const shown = pageIn(page);
    await see(shown.locator('h1'), 'Usage');
    await see(shown.locator('body'), /\$0\.\d*[1-9]/);
    await take('usage');
  },
};
