import type { ChangedFile, SkippedFile } from '../change.ts';
import { splitFile } from './splitFile.ts';

export interface PlannedRequest {
  readonly files: readonly ChangedFile[];
  /** Estimated input tokens of these files, without the instructions. */
  readonly tokens: number;
}

export interface Plan {
  readonly requests: readonly PlannedRequest[];
  /** Files that exceed the budget and cannot be split: skipped and said so, never cut short. */
  readonly skipped: readonly SkippedFile[];
}

/**
 * Packs files, in their order, into as few requests as the token budget of one allows; a file that is too large for
 * one is split over several.
 * `measure` gives the input tokens of one file as it will be sent; `turn` is awaited between files, for others to have
 * theirs.
 */
export async function planRequests(
  files: readonly ChangedFile[],
  measure: (file: ChangedFile) => number,
  budget: number,
  turn: () => Promise<void>,
): Promise<Plan> {
  const requests: PlannedRequest[] = [];
  const skipped: SkippedFile[] = [];
  let batch: ChangedFile[] = [];
  let batchTokens = 0;
  const close = () => {
    if (batch.length > 0) requests.push({ files: batch, tokens: batchTokens });
    batch = [];
    batchTokens = 0;
  };
  for (const file of files) {
    await turn();
    const tokens = measure(file);
    const parts = tokens > budget ? splitFile(file, measure, budget) : [file];
    if (parts.length === 0) skipped.push({ ref: file.ref, reason: { kind: 'over-budget', tokens } });
    for (const part of parts) {
      const ofPart = part === file ? tokens : measure(part);
      if (batchTokens + ofPart > budget) close();
      batch.push(part);
      batchTokens += ofPart;
    }
  }
  close();
  return { requests, skipped };
}
