import * as z from 'zod/mini';
import {
  categories,
  filterKinds,
  findingStates,
  noAnchorReasons,
  severities,
  verifications,
  type Finding,
} from '../finding.ts';

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
const fix = z.object({
  edits: z.array(z.object({ range, before: z.string(), after: z.string() })),
  automatic: z.boolean(),
});
const filtered = z.object({ kind: z.enum(filterKinds), detail: z.string() });
const finding = z.object({
  id: z.string(),
  file: z.object({ root: z.string(), path: z.string() }),
  anchor,
  quote: z.string(),
  severity: z.enum(severities),
  category: z.enum(categories),
  rule: z.exactOptional(z.string()),
  title: z.string(),
  explanation: z.string(),
  confidence: z.number(),
  fix: z.exactOptional(fix),
  state: z.enum(findingStates),
  reviewId: z.string(),
  modelVersion: z.exactOptional(z.string()),
  origin: z.exactOptional(z.object({ textId: z.string(), range, fix: z.exactOptional(fix) })),
  verification: z.exactOptional(z.enum(verifications)),
  filtered: z.exactOptional(filtered),
  cwe: z.exactOptional(z.number()),
  tool: z.exactOptional(z.string()),
});
/** Version 1 knew nothing of origins; all else reads the same. */
const stored = z.object({ version: z.union([z.literal(1), z.literal(2)]), findings: z.array(finding) });

/** The findings of a workspace as they are kept on disk. */
export interface StoredFindings {
  readonly version: 2;
  readonly findings: readonly Finding[];
}

/** Undefined when the value is not what this version, or an earlier one, has written. */
export function parseStoredFindings(value: unknown): StoredFindings | undefined {
  const parsed = stored.safeParse(value);
  return parsed.success ? { version: 2, findings: parsed.data.findings.map(settleWait) } : undefined;
}

/** Nobody waits any more for a second look that was under way when the window closed. */
function settleWait(kept: Finding): Finding {
  return kept.verification === 'pending' ? { ...kept, verification: 'unresolved' } : kept;
}
