import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is done under a lock takes milliseconds; one as old as this is of a window that died. */
const staleMs = 10_000;

const betweenTriesMs = 15;

/** Runs a job while no other process runs one under the same lock file. Rejects as the job does, or the disk. */
export async function whileLocked<T>(path: string, job: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  while (!(await takeLock(path, staleMs)))
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
  try {
    return await job();
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * False when another has it. One older than `stale`, in ms, was left behind: it is removed for the next who asks.
 * Rejects as the disk does.
 */
export async function takeLock(path: string, stale: number): Promise<boolean> {
  try {
    await writeFile(path, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const held = await stat(path).catch(() => undefined);
    if (held !== undefined && Date.now() - held.mtimeMs > stale) await rm(path, { force: true });
    return false;
  }
}
