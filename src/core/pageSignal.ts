import * as z from 'zod/mini';

/** What every page tells of itself. */
export const pageSignal = z.discriminatedUnion('kind', [
  /** It listens now: after it was opened, brought back, or shown again. */
  z.object({ kind: z.literal('ready') }),
  /** What it was last told is on the screen, so many ms after it came. */
  z.object({ kind: z.literal('shown'), tookMs: z.number() }),
  /** What it was told could not be shown. */
  z.object({ kind: z.literal('broken'), detail: z.string() }),
]);

export type PageSignal = z.infer<typeof pageSignal>;
