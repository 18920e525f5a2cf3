import type { FrameLocator, Locator, Page } from 'playwright-core';

const waitMs = 30_000;
const menuMs = 4_000;

/** What of the extension is on the screen, found as a reader finds it: by its words and its place. */
export const screen = {
  findings: (page: Page): Locator => page.locator('.sidebar .monaco-list-row'),
  welcome: (page: Page): Locator => page.locator('.sidebar .welcome-view-content:visible'),
  dialog: (page: Page): Locator => page.locator('.monaco-dialog-box'),
  squiggles: (page: Page): Locator =>
    page.locator('.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint'),
  /** What says that saved files are reviewed. */
  eye: (page: Page): Locator => page.locator('.statusbar-item[id$="flashReview.status"] .codicon-eye'),
  code: (page: Page): Locator => page.locator('.editor-instance .view-lines').first(),
  notification: (page: Page): Locator => page.locator('.notifications-toasts .notification-list-item'),
};

/** The page of the webview in the active editor. */
export function pageIn(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** Waits until it is on the screen with these words. */
export async function see(locator: Locator, text: string | RegExp = ''): Promise<Locator> {
  const found = locator.filter({ hasText: text }).first();
  await found.waitFor({ state: 'visible', timeout: waitMs });
  return found;
}

/** Waits until it is gone from the screen. */
export async function seeGone(locator: Locator, text: string | RegExp = ''): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor({ state: 'hidden', timeout: waitMs });
}

/** Opens the lightbulb's menu at the cursor and gives the entry with these words. */
export async function openLightbulb(page: Page, text: string | RegExp): Promise<Locator> {
  const entry = page.locator('.action-widget .monaco-list-row', { hasText: text }).first();
  const end = Date.now() + waitMs;
  // What arrives in the editor meanwhile closes the menu; a user would press again.
  for (;;) {
    await page.keyboard.press('Control+.');
    const isOpen = await entry.waitFor({ state: 'visible', timeout: menuMs }).then(
      () => true,
      () => false,
    );
    if (isOpen) return entry;
    if (Date.now() > end) throw new Error(`the lightbulb never offered ${text}`);
    await page.keyboard.press('Escape');
  }
}

/** Waits until something holds that is not on the screen. Rejects with what was awaited. */
export async function waitUntil(page: Page, what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + waitMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${waitMs / 1000} s in vain: ${what}`);
    await page.waitForTimeout(25);
  }
}
