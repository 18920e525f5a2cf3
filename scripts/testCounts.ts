import { readFile } from 'node:fs/promises';

/** What one mocha run came to. */
export interface TestCounts {
  readonly passes: number;
  readonly failures: number;
}

/** Names the file a counting reporter writes to. */
export const countsVariable = 'FLASH_REVIEW_COUNTS';

/** The counts a reporter wrote; undefined when the run never came to its end. */
export async function readCounts(file: string): Promise<TestCounts | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as TestCounts;
  } catch {
    return undefined;
  }
}

export function addCounts(all: readonly TestCounts[]): TestCounts {
  return {
    passes: all.reduce((sum, { passes }) => sum + passes, 0),
    failures: all.reduce((sum, { failures }) => sum + failures, 0),
  };
}
