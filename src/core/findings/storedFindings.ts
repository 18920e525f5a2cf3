import * as z from 'zod/mini';
import { categories, findingStates, noAnchorReasons, severities, type Finding } from '../finding.ts';

const position = z.object({ line: z.number(), character: z.number() });
const range = z.object({ start: position, end: position });
const anchor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exact'), range }),
  z.object({ kind: z.literal('relocated'), range, similarity: z.number() }),
  z.object({ kind: z.literal('line-only'), range }),
  z.object({
    kind: z.literal('none'),
    reason: z.enum(noAnchorReasons),
  }),
]);
const finding = z.object({
  id: z.string(),
  file: z.object({ root: z.string(), path: z.string() }),
  anchor,
  quote: z.string(),
  severity: z.enum(severities),
  category: z.enum(categories),
  title: z.string(),
  explanation: z.string(),
  confidence: z.number(),
  fix: z.exactOptional(
    z.object({
      edits: z.array(z.object({ range, before: z.string(), after: z.string() })),
      automatic: z.boolean(),
    }),
  ),
  state: z.enum(findingStates),
  reviewId: z.string(),
  modelVersion: z.exactOptional(z.string()),
});
const stored = z.object({ version: z.literal(1), findings: z.array(finding) });

/** The findings of a workspace as they are kept on disk. */
export interface StoredFindings {
  readonly version: 1;
  readonly findings: readonly Finding[];
}

/** Undefined when the value is not what this version, or an earlier one, has written. */
export function parseStoredFindings(value: unknown): StoredFindings | undefined {
  const parsed = stored.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
