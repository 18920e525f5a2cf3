import * as z from 'zod/mini';

/** The outline of a review as it would stand if its window closed at once; what is inside follows the version. */
export interface CutOffOutline {
  /** The process that runs it, on which machine; undefined from when its window has closed. */
  readonly owner?: { readonly pid: number; readonly host: string };
  readonly scope: { readonly kind: string };
  readonly state: {
    readonly kind: 'cancelled';
    readonly coverage: readonly { readonly ref: { readonly root: string; readonly path: string } }[];
  };
}

const outline = z.object({
  version: z.literal(1),
  owner: z.exactOptional(z.object({ pid: z.int().check(z.positive()), host: z.string() })),
  scope: z.looseObject({ kind: z.string() }),
  state: z.looseObject({
    kind: z.literal('cancelled'),
    coverage: z.array(z.looseObject({ ref: z.object({ root: z.string(), path: z.string() }) })),
  }),
});

/** `none` where it is noted that none was; undefined when the value is not what this version writes. */
export function parseCutOff(value: unknown): CutOffOutline | 'none' | undefined {
  if (value === null) return 'none';
  const parsed = outline.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
