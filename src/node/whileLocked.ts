import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is done under a lock takes milliseconds; one as old as this is of a window that died. */
const staleMs = 10_000;

const betweenTriesMs = 15;

/** Runs a job while no other process runs one under the same lock file. Rejects as the job does, or the disk. */
export async function whileLocked<T>(path: string, job: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let lock: Lock | undefined;
  while ((lock = await takeLock(path, staleMs)) === undefined)
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
  try {
    return await job();
  } finally {
    await lock.release();
  }
}

export interface Lock {
  /** Leaves it alone when it is another's by now: who sleeps with a lock in hand, as a laptop does, may lose it. */
  release(): Promise<void>;
}

/**
 * Undefined when another has it. One older than `stale`, in ms, was left behind: it is removed for the next who asks.
 * So is one of the future: clocks are set back, and disks of others have their own. Rejects as the disk does.
 */
export async function takeLock(path: string, stale: number): Promise<Lock | undefined> {
  const own = randomUUID();
  try {
    await writeFile(path, own, { flag: 'wx' });
    return {
      release: async () => {
        const held = await readFile(path, 'utf8').catch(() => undefined);
        if (held === own) await rm(path, { force: true });
      },
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const held = await stat(path).catch(() => undefined);
    if (held !== undefined && Math.abs(Date.now() - held.mtimeMs) > stale) await rm(path, { force: true });
    return undefined;
  }
}

/**
 * For what takes its time: taken as `takeLock` does, and kept from growing `stale`, in ms, until it is released or its
 * process ends. One left behind is taken at once.
 */
export async function holdLock(path: string, stale: number): Promise<Lock | undefined> {
  await mkdir(dirname(path), { recursive: true });
  const lock = (await takeLock(path, stale)) ?? (await takeLock(path, stale));
  if (lock === undefined) return undefined;
  const touch = (): void => {
    const now = new Date();
    // Gone with its folder, or the disk refuses: then another may take it.
    utimes(path, now, now).catch(() => undefined);
  };
  const pulse = setInterval(touch, stale / 4).unref();
  return {
    release: async () => {
      clearInterval(pulse);
      await lock.release();
    },
  };
}
