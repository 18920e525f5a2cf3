import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openFile, runCommand } from './driveWorkbench.ts';
import type { LoggedFinding } from './reviewLog.ts';

const waitMs = 20_000;
/** For a theme to be painted and hovers to be gone. */
const settleMs = 700;

/** Takes pictures of what a review left in the editor, dark and light; gives their paths. */
export async function takePictures(
  page: Page,
  finding: LoggedFinding,
  folder: string,
): Promise<readonly string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const theme of ['dark', 'light'] as const) {
    const take = async (name: string): Promise<void> => {
      await page.waitForTimeout(settleMs);
      const path = join(folder, `${name}-${theme}.png`);
      await page.screenshot({ path });
      paths.push(path);
    };
    await page.emulateMedia({ colorScheme: theme });
    await runCommand(page, 'View: Show Explorer');
    await openFile(page, finding.path, finding.line ?? 1);
    await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').first().waitFor({
      state: 'attached',
      timeout: waitMs,
    });
    await take('editor');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').first().waitFor({ timeout: waitMs });
    await take('lightbulb');
    await page.keyboard.press('Escape');
    await runCommand(page, 'Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: waitMs });
    await take('problems');
    await runCommand(page, 'Flash Review: Focus on Findings View');
    await page.locator('.sidebar .monaco-list-row').first().waitFor({ timeout: waitMs });
    await take('tree');
    await runCommand(page, 'View: Hide Panel');
  }
  return paths;
}
