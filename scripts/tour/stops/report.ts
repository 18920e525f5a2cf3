import { runCommand } from '../driveWorkbench.ts';
import { pageIn, screen, see } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

export const report: TourStop = {
  name: 'the report sums the review up, and leads from a finding to its code',
  visit: async ({ page, take }) => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Flash Review: Show Report of the Last Review');
    const shown = pageIn(page);
    await see(shown.locator('h1'), 'changes');
    const finding = await see(shown.locator('button, a'), 'orders.ts');
    await take('report');
    await finding.click();
    await see(page.locator('.tab.active'), 'orders.ts');
    await see(screen.code(page), 'ordersOf');
  },
};
