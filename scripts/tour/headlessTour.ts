import { join } from 'node:path';
import { findChromium } from '../editor/chromium.ts';
import type { Profile } from '../editor/profile.ts';
import { openWorkbench } from '../editor/workbench.ts';
import { openFile, runCommand, waitForWorkbench } from './driveWorkbench.ts';
import { watchReview, type ReviewLog } from './reviewLog.ts';
import { takePictures } from './takePictures.ts';

export interface TourOptions {
  readonly port: number;
  readonly profile: Profile;
  /** The sample repository. */
  readonly workspace: string;
  /** The extension's folder. */
  readonly extension: string;
  readonly pictures: string;
  readonly reviewTimeoutMs: number;
}

/** Reviews the sample as a user would, in a page nobody sees: prints every finding, takes pictures. */
export async function headlessTour(options: TourOptions): Promise<ReviewLog> {
  const { port, profile, workspace } = options;
  const chromium = await findChromium(console.log);
  await using workbench = await openWorkbench({
    chromium,
    port,
    profile,
    workspace,
    developmentPaths: [options.extension],
  });
  const { page } = workbench;
  await waitForWorkbench(page);
  await openFile(page, 'src/cart.ts', 1);
  console.log('\nRunning "Flash Review: Review Working Changes"');
  await runCommand(page, 'Flash Review: Review Working Changes');
  const review = await watchReview(profile.userDataDir, options.reviewTimeoutMs, (finding) => {
    const where = `${finding.path}:${finding.line ?? 'no exact line'}`;
    const time = `${finding.seconds.toFixed(2)} s`.padStart(9);
    console.log(`${time}  ${finding.severity.padEnd(8)}  ${where}  ${finding.title}`);
  });
  const shown = review.findings.find(({ line }) => line !== undefined);
  if (shown !== undefined) {
    const started = performance.now();
    const paths = await takePictures(page, shown, options.pictures).catch(async (error: unknown) => {
      await page.screenshot({ path: join(options.pictures, 'failed.png') });
      throw error;
    });
    console.log(`\nPictures, taken in ${((performance.now() - started) / 1000).toFixed(1)} s:`);
    for (const path of paths) console.log(`  ${path}`);
  }
  return review;
}
