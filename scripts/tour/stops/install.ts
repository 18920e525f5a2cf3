import { runCommand } from '../driveWorkbench.ts';
import { see } from '../screen.ts';
import type { TourStop } from '../tourStop.ts';

export const install: TourStop = {
  name: 'the package is installed like any other extension',
  async visit({ page, take }) {
    await runCommand(page, 'Extensions: Show Installed Extensions');
    await see(page.locator('.extensions-list .monaco-list-row'), 'Flash Review');
    await take('install');
  },
};
