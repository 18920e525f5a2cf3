import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const stamp = '.complete';

/**
 * Fills `folder` by `fill` unless an earlier call already did so to its end. The filling happens in a folder
 * of its own beside it and is renamed when complete, so an interrupted one is never taken for a whole one.
 */
export async function installOnce(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  if (await isComplete(folder)) return;
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const temporary = join(parent, `partial-${process.pid}-${Date.now()}`);
  await mkdir(temporary);
  try {
    await fill(temporary);
    await writeFile(join(temporary, stamp), '');
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // A second process may have finished the same work first; its result is as good.
    if (!(await isComplete(folder))) throw error;
  }
}

async function isComplete(folder: string): Promise<boolean> {
  return stat(join(folder, stamp)).then(
    () => true,
    () => false,
  );
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^partial-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
