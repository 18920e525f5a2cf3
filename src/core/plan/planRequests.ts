import type { ChangedFile, SkippedFile } from '../change.ts';

export interface PlannedRequest {
  readonly files: readonly ChangedFile[];
  /** Estimated input tokens of these files, without the instructions. */
  readonly tokens: number;
}

export interface Plan {
  readonly requests: readonly PlannedRequest[];
  /** Files that alone exceed the budget: skipped and said so, never cut. */
  readonly skipped: readonly SkippedFile[];
}

/**
 * Packs files, in their order, into as few requests as the token budget of one allows.
 * `measure` gives the input tokens of one file as it will be sent.
 */
export function planRequests(
  files: readonly ChangedFile[],
  measure: (file: ChangedFile) => number,
  budget: number,
): Plan {
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
    const tokens = measure(file);
    if (tokens > budget) {
      skipped.push({ ref: file.ref, reason: { kind: 'over-budget', tokens } });
      continue;
    }
    if (batchTokens + tokens > budget) close();
    batch.push(file);
    batchTokens += tokens;
  }
  close();
  return { requests, skipped };
}
