import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFile } from '../driveWorkbench.ts';
import { openLightbulb, screen, see, seeGone } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

const broken = 'i <= cart.items.length';
const mended = 'i < cart.items.length';

export const lightbulb: TourStop = {
  name: 'a checked fix is one press away, and undone by one press',
  async visit({ page, workspace, take }) {
    const lines = (await readFile(join(workspace, 'src/cart.ts'), 'utf8')).split('\n');
    await openFile(page, 'src/cart.ts', lines.findIndex((line) => line.includes(broken)) + 1);
    await see(screen.code(page), broken);
    const apply = await openLightbulb(page, 'Apply Fix');
    await take('lightbulb');
    await apply.click();
    await see(screen.code(page), mended);
    await take('fixed');
    await page.keyboard.press('Control+z');
    await see(screen.code(page), broken);
    await page.keyboard.press('Control+Shift+z');
    await seeGone(screen.code(page), broken);
    await page.keyboard.press('Control+s');
  },
};
