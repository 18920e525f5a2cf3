import * as z from 'zod/mini';
import type { SkipReason } from '../change.ts';
import type { DismissedClaim } from '../dismissedClaim.ts';
import type { ThinkingLevel } from '../modelClient.ts';
import type { SecretSpan } from '../ports.ts';

/** All that a review read when a batch was submitted: with it, the same review can be run again. */
export interface BatchMaterial {
  /** What the prompts and their plan rest on. */
  readonly request: {
    readonly roots: readonly string[];
    readonly instructions: string;
    readonly maskingExceptions: readonly string[];
    readonly maxBytes: number;
    readonly model: string;
    readonly thinking: ThinkingLevel;
    readonly maxOutputTokens?: number;
    readonly calibration: number;
    readonly inputTokenBudget: number;
    readonly inputTokenLimit?: number;
  };
  /** What the model was told of as dismissed; undefined in one of a version that told it of nothing. */
  readonly dismissed?: readonly DismissedClaim[];
  readonly roots: readonly MaterialRoot[];
  readonly keys: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

export interface MaterialRoot {
  readonly root: string;
  readonly name: string;
  readonly files: readonly MaterialFile[];
  readonly skipped: readonly { readonly path: string; readonly reason: SkipReason }[];
  /** Other texts that were read, by path: what tells reviewers what to look for. */
  readonly guidance: Readonly<Record<string, string>>;
}

/** See `ReadFile`. */
export interface MaterialFile {
  readonly path: string;
  readonly text: string;
  readonly tokens: number;
  readonly secrets: readonly SecretSpan[];
}

const outline = z.looseObject({
  version: z.literal(1),
  request: z.looseObject({ roots: z.array(z.string()), model: z.string(), maxBytes: z.number() }),
  dismissed: z.exactOptional(z.array(z.object({ root: z.string(), within: z.string(), text: z.string() }))),
  roots: z.array(
    z.looseObject({
      root: z.string(),
      name: z.string(),
      files: z.array(z.looseObject({ path: z.string(), text: z.string(), tokens: z.number() })),
      skipped: z.array(z.looseObject({ path: z.string() })),
      guidance: z.record(z.string(), z.string()),
    }),
  ),
  keys: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
});

/** Undefined when the value is not what `formatBatchMaterial` has written. */
export function parseBatchMaterial(value: unknown): BatchMaterial | undefined {
  const parsed = outline.safeParse(value);
  // What is inside was written by the same version of this format.
  return parsed.success ? (parsed.data as unknown as BatchMaterial) : undefined;
}

export function formatBatchMaterial(material: BatchMaterial): string {
  return JSON.stringify({ version: 1, ...material });
}
