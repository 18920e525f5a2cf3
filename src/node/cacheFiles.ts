import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  formatCacheRecord,
  parseCacheRecord,
  type CacheLedger,
  type CacheRecord,
} from '../core/caching/cacheRecord.ts';
import { readJson, writeText } from './fileStore.ts';

const ending = '.json';

/** One file for each front, so that windows side by side do not undo what another wrote. */
export function createCacheFiles(folder: string): CacheLedger {
  const pathOf = (front: string): string => join(folder, front + ending);
  const get = async (front: string): Promise<CacheRecord | undefined> => {
    const read = await readJson(pathOf(front), parseCacheRecord);
    return read.kind === 'value' ? read.value : undefined;
  };
  return {
    get,
    put: async (record) => writeText(pathOf(record.front), formatCacheRecord(record)),
    remove: async (front) => rm(pathOf(front), { force: true }),
    all: async () => {
      const found = await Promise.all((await listFronts(folder)).map(async (front) => get(front)));
      return found.filter((record) => record !== undefined);
    },
  };
}

async function listFronts(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
      .map((name) => name.slice(0, -ending.length));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
