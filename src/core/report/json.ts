import * as z from 'zod/mini';
import { categories, filterKinds, findingStates, severities, verifications } from '../finding.ts';
import type { ReviewReport } from './reviewReport.ts';

/** The report as it is kept: docs/schemas/report.schema.json says the same to other programs. */
export function formatJson(report: ReviewReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** Undefined for what is no report of this version. Fields of later programs are dropped. */
export function parseReport(value: unknown): ReviewReport | undefined {
  const parsed = report.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

const number = z.int().check(z.nonnegative());
const count = z.int().check(z.positive());
const place = z.object({ startLine: count, startColumn: count, endLine: count, endColumn: count });

const finding = z.object({
  fingerprint: z.string(),
  file: z.string(),
  anchor: z.enum(['exact', 'relocated', 'line-only', 'none']),
  place: z.exactOptional(place),
  excerpt: z.exactOptional(z.object({ startLine: count, lines: z.array(z.string()) })),
  quote: z.string(),
  severity: z.enum(severities),
  category: z.enum(categories),
  rule: z.exactOptional(z.string()),
  cwe: z.exactOptional(count),
  title: z.string(),
  explanation: z.string(),
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
  state: z.enum(findingStates),
  filtered: z.exactOptional(z.object({ kind: z.enum(filterKinds), detail: z.string() })),
  verification: z.exactOptional(z.enum(verifications)),
  baseline: z.exactOptional(z.enum(['new', 'unchanged'])),
  fix: z.exactOptional(
    z.object({
      automatic: z.boolean(),
      edits: z.array(z.object({ place, before: z.string(), after: z.string() })),
    }),
  ),
});

const coverage = z.union([
  z.object({ file: z.string(), state: z.literal('reviewed') }),
  z.object({
    file: z.string(),
    state: z.enum(['partly', 'skipped', 'not-reviewed']),
    reason: z.string(),
    message: z.string(),
  }),
]);

const outcome = z.union([
  z.object({ kind: z.enum(['completed', 'nothing-to-review', 'interrupted']) }),
  z.object({
    kind: z.literal('failed'),
    failure: z.object({ kind: z.string(), message: z.string() }),
  }),
]);

const scopeKinds = [
  'working-changes',
  'staged',
  'unstaged',
  'branch',
  'commit',
  'range',
  'files',
  'selection',
  'folder',
  'repository',
  'saved-file',
] as const satisfies readonly ReviewReport['review']['scope']['kind'][];

const report = z.object({
  version: z.literal(1),
  tool: z.object({ name: z.string(), version: z.string() }),
  review: z.object({
    id: z.string(),
    startedAt: z.string(),
    endedAt: z.string(),
    scope: z.object({ kind: z.enum(scopeKinds), detail: z.string() }),
    model: z.string(),
    effort: z.string(),
    modelVersion: z.exactOptional(z.string()),
  }),
  outcome,
  findings: z.array(finding),
  coverage: z.array(coverage),
  context: z.exactOptional(z.array(z.string())),
  sources: z.exactOptional(z.array(z.object({ title: z.string(), address: z.string() }))),
  secrets: z.array(z.object({ rule: z.string(), source: z.string(), line: count, fingerprint: z.string() })),
  usage: z.exactOptional(
    z.object({
      input: number,
      cachedInput: number,
      output: number,
      thoughts: number,
      searches: z.exactOptional(number),
    }),
  ),
  cost: z.exactOptional(z.number().check(z.nonnegative())),
});
