import type { Page } from 'playwright-core';

const waitMs = 30_000;
const listMs = 4_000;
const quickInput = '.quick-input-widget:visible input';
/** The palette itself, not an input that a command opens in its place. */
const palette = '.quick-input-widget:visible input[aria-label^="Type the name of a command"]';
const firstRow = '.quick-input-widget:visible .monaco-list-row';

/** Waits until the workbench shows its side bar and has its extensions. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor({
    timeout: 60_000,
  });
}

/** Runs a command by its title, as a user would from the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator(quickInput);
  const row = page.locator(firstRow, { hasText: title }).first();
  const end = Date.now() + waitMs;
  for (;;) {
    await page.keyboard.press('F1');
    await input.waitFor({ timeout: waitMs });
    await input.fill(`>${title}`);
    // The list is that of the moment the palette opened; an extension tells of its commands a little later.
    const isThere = await row.waitFor({ timeout: listMs }).then(
      () => true,
      () => false,
    );
    if (isThere) break;
    if (Date.now() > end) throw new Error(`the palette has no command "${title}"`);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Enter');
  await page.locator(palette).waitFor({ state: 'hidden', timeout: waitMs });
}

/** Opens a file of the workspace, the cursor at the start of a line's text. `line` is 1-based. */
export async function openFile(page: Page, path: string, line: number): Promise<void> {
  await page.keyboard.press('Control+P');
  const input = page.locator(quickInput);
  await input.waitFor({ timeout: waitMs });
  await input.fill(`${path}:${line}`);
  const name = path.split('/').at(-1) ?? path;
  // The list is that of the last files until it has been searched; Enter takes its first entry.
  await page.locator(`${firstRow}[data-index="0"]`, { hasText: name }).waitFor({ timeout: waitMs });
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: waitMs });
  await page.locator('.monaco-editor.focused').first().waitFor({ timeout: waitMs });
  await page.keyboard.press('Home');
}
