import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { checkout } from '../scripts/editor/checkout.ts';
import { findChromium } from '../scripts/editor/chromium.ts';
import { writeSettings } from '../scripts/editor/profile.ts';
import { runToSuccess } from '../scripts/editor/runProcess.ts';
import { startServer } from '../scripts/editor/server.ts';
import { installServer } from '../scripts/editor/serverInstall.ts';
import { openWorkbench } from '../scripts/editor/workbench.ts';
import { runCommand, waitForWorkbench } from '../scripts/tour/driveWorkbench.ts';
import type { BenchResult, BenchRow } from './benchmark.ts';
import { changedRepository } from './changedRepository.ts';
import { percentile } from './editor.bench.ts';
import { startFindingService } from './findingService.ts';

export const name = 'shown';
export const describe =
  'Ten thousand findings on the screen of a real VS Code: opening the view, opening a file in it, scrolling through it';

const files = 200;
const findingsPerFile = 50;
const count = files * findingsPerFile;
/** A screen of them. */
const rowsSeen = 20;
const waitMs = 300_000;
const scrollSteps = 120;
const scrollPixels = 300;
const frameMs = 16;

export async function run(): Promise<BenchResult> {
  await runToSuccess(process.execPath, [join(checkout, 'esbuild.mjs')], { cwd: checkout });
  using repository = changedRepository(files, 1);
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-bench-shown-')));
  await using service = await startFindingService({ findingsPerFile, pauseMs: 0 });
  try {
    const profile = { userDataDir: join(base, 'user'), extensionsDir: join(base, 'extensions') };
    mkdirSync(profile.extensionsDir, { recursive: true });
    await writeSettings(profile, {
      user: { 'flashReview.effort': 'quick', 'workbench.secondarySideBar.defaultVisibility': 'hidden' },
      machine: { 'flashReview.gemini.endpoint': service.url, 'flashReview.confirmAboveCost': null },
    });
    await using server = await startServer({
      serverFolder: await installServer(() => undefined),
      profile,
      env: { ...process.env, GEMINI_API_KEY: 'key-of-the-bench' },
      disableWorkspaceTrust: true,
    });
    await using workbench = await openWorkbench({
      chromium: await findChromium(() => undefined),
      port: server.port,
      profile,
      workspace: realpathSync(repository.root),
      developmentPaths: [checkout],
    });
    const { page } = workbench;
    await waitForWorkbench(page);
    await runCommand(page, 'Flash Review: Review Whole Repository');
    const label = `${count.toLocaleString('en')} findings in ${files} files`;
    const counted = page.locator(`.statusbar-item[aria-label*="${label}"]`);
    await counted.waitFor({ timeout: waitMs });
    return await measure(page);
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function measure(page: Page): Promise<BenchResult> {
  const many = `${count} findings`;
  const view = page
    .locator('.activitybar .action-item')
    .filter({ has: page.locator('[aria-label^="Flash Review"]') });
  // The review has brought it up already.
  await page.keyboard.press('Control+Shift+E');
  await page.waitForTimeout(1_000);
  const opened = await timeUntilRows(page, async () => view.click(), '.ts');
  await page.waitForTimeout(1_000);
  const first = shownRows(page).first();
  await first.click();
  const expanded = await timeUntilRows(page, async () => page.keyboard.press('ArrowRight'), 'Finding ');
  const frames = await framesWhileScrolling(page);
  return [
    row('open', opened, 1_000, `limit: from the press on its icon to a screen of rows, ${many}`),
    row(
      'expand',
      expanded,
      1_000,
      `limit: from opening a file of ${findingsPerFile} to its findings, ${many}`,
    ),
    row(
      'scroll-p95',
      percentile(frames, 0.95),
      50,
      `limit: from one picture to the next while scrolling, ${many}`,
    ),
  ];
}

function row(title: string, ours: number, limit: number, against: string): BenchRow {
  return { name: `shown-${title}`, ratio: ours / limit, ours, peer: limit, unit: 'ms', against };
}

/** The rows of other views stay in the page, hidden. */
const shownRows = (page: Page) => page.locator('.sidebar .monaco-list-row:visible');

/** Until a screen of rows is there, one of them with these words. */
async function timeUntilRows(page: Page, act: () => Promise<void>, words = ''): Promise<number> {
  const rows = shownRows(page);
  const begun = performance.now();
  await act();
  await rows.filter({ hasText: words }).first().waitFor();
  await rows.nth(rowsSeen - 1).waitFor();
  return performance.now() - begun;
}

/** Runs in the page: the times between the pictures it shows, in ms, until it is told that the end is reached. */
const watchFrames = `new Promise((resolve) => {
  const times = [];
  let last = performance.now();
  const next = (now) => {
    times.push(now - last);
    last = now;
    if (globalThis.scrolledToEnd) resolve(times.slice(1));
    else requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

async function framesWhileScrolling(page: Page): Promise<readonly number[]> {
  await shownRows(page).nth(5).hover();
  const watching = page.evaluate<readonly number[]>(watchFrames);
  for (let step = 0; step < scrollSteps; step++) {
    await page.mouse.wheel(0, step < scrollSteps / 2 ? scrollPixels : -scrollPixels);
    await page.waitForTimeout(frameMs);
  }
  await page.evaluate('globalThis.scrolledToEnd = true');
  return watching;
}
