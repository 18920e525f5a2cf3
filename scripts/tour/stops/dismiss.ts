import { openFile, runCommand } from '../driveWorkbench.ts';
import { openLightbulb, screen, see, seeGone, waitUntil } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

export const dismiss: TourStop = {
  name: 'a dismissed finding stays dismissed when everything is reviewed again',
  async visit({ page, model, take }) {
    await openFile(page, 'src/orders.ts', 1);
    await runCommand(page, 'Flash Review: Go to Next Finding');
    await see(screen.code(page), 'ordersOf');
    const choice = await openLightbulb(page, /^Dismiss: /);
    const title = (await choice.innerText()).replace(/^\s*Dismiss: /, '').trim();
    await take('dismiss');
    await choice.click();
    await runCommand(page, 'Flash Review: Focus on Findings View');
    await seeGone(screen.findings(page), title);
    const before = model.requests.length;
    await runCommand(page, 'Flash Review: Review Working Changes');
    await screen.dialog(page).locator('.monaco-button', { hasText: 'Review' }).first().click();
    await waitUntil(page, 'another answer', () => model.requests.length > before && model.openStreams === 0);
    await see(screen.findings(page), 'orders.ts');
    await seeGone(screen.findings(page), title);
    await take('dismissed');
  },
};
