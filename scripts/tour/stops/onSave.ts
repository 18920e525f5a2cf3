import { openFile, runCommand } from '../driveWorkbench.ts';
import { screen, see, waitUntil } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

/** A mistake the stand-in knows. */
const mistake =
  'export function isEmpty(count: number): boolean { if (count = 0) return true; return false; }';

export const onSave: TourStop = {
  name: 'with review on save, a mistake just typed is found after the save, without a question',
  async visit({ page, model, take }) {
    await runCommand(page, 'Flash Review: Turn Review on Save On or Off');
    await see(screen.eye(page));
    await openFile(page, 'src/cart.ts', 1);
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(`${mistake}\n`);
    const before = model.requests.length;
    await page.keyboard.press('Control+s');
    await waitUntil(page, 'a request after the save', () => model.requests.length > before);
    await waitUntil(page, 'the end of its answer', () => model.openStreams === 0);
    if (await screen.dialog(page).isVisible()) throw new Error('a review on save asked a question');
    await runCommand(page, 'Flash Review: Focus on Findings View');
    await see(screen.findings(page), 'The condition overwrites');
    await take('on-save');
    await runCommand(page, 'Flash Review: Turn Review on Save On or Off');
  },
};
