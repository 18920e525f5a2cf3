import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** Imported before a program: leaves the most memory the process had, in bytes, in a file of a given folder. */
const folder = process.env['FLASH_REVIEW_PEAKS'];
if (isMainThread && folder !== undefined) {
  process.once('exit', () => {
    writeFileSync(join(folder, String(process.pid)), String(process.resourceUsage().maxRSS * 1024));
  });
}
