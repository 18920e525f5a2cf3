import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { formatBatchJob, parseBatchJob, type BatchJob } from '../core/batch/batchJob.ts';
import type { BatchStore } from '../core/batch/batchKeeper.ts';
import { formatBatchMaterial, parseBatchMaterial, type BatchMaterial } from '../core/batch/batchMaterial.ts';
import { readJson, writeText } from './fileStore.ts';
import { holdLock } from './whileLocked.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** A damaged file must not grow beyond it. */
const mostBytes = 1_000_000_000;

/** A window that says nothing for so long is gone, in ms: what it had claimed is free again. */
const silentMs = 60_000;

export interface BatchFiles extends BatchStore {
  /** What the review read, compressed; before its job is kept, so that no job is without. */
  keepMaterial(id: string, material: BatchMaterial): Promise<void>;
  /** Undefined when it is gone or damaged. */
  readMaterial(id: string): Promise<BatchMaterial | undefined>;
}

export function createBatchFiles(folder: string): BatchFiles {
  const jobPath = (id: string): string => join(folder, `${id}.json`);
  const materialPath = (id: string): string => join(folder, `${id}.material.gz`);
  return {
    all: async () => {
      const jobs: BatchJob[] = [];
      for (const name of await namesIn(folder)) {
        if (!name.endsWith('.json')) continue;
        const read = await readJson(join(folder, name), parseBatchJob);
        if (read.kind === 'value') jobs.push(read.value);
      }
      return jobs;
    },
    get: async (id) => {
      const read = await readJson(jobPath(id), parseBatchJob);
      return read.kind === 'value' ? read.value : undefined;
    },
    claim: async (id) => holdLock(join(folder, `${id}.lock`), silentMs),
    put: async (job) => writeText(jobPath(job.id), formatBatchJob(job)),
    remove: async (id) => {
      await rm(jobPath(id), { force: true });
      await rm(materialPath(id), { force: true });
    },
    keepMaterial: async (id, material) =>
      writeText(materialPath(id), await pack(Buffer.from(formatBatchMaterial(material)))),
    readMaterial: async (id) => {
      try {
        const bytes = await unpack(await readFile(materialPath(id)), { maxOutputLength: mostBytes });
        return parseBatchMaterial(JSON.parse(bytes.toString('utf8')));
      } catch {
        return undefined;
      }
    },
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
