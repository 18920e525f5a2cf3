import * as z from 'zod/mini';
import { categories, severities } from '../finding.ts';

const count = z.int().check(z.nonnegative());
const lines = z.readonly(z.array(z.string()));

/** One finding as the report page shows it. All words may be a model's or another tool's: they are shown as text. */
const shownFinding = z.object({
  severity: z.enum(severities),
  title: z.string(),
  /** Empty for what was kept without it. */
  explanation: z.string(),
  /** Relative, with `/`. */
  file: z.string(),
  /** 1-based; undefined without a line. */
  line: z.exactOptional(z.int()),
  category: z.exactOptional(z.enum(categories)),
  rule: z.exactOptional(z.string()),
  cwe: z.exactOptional(z.int()),
  /** 0 to 1. */
  confidence: z.exactOptional(z.number()),
  /** The tool that found it, when it is not this one. */
  origin: z.exactOptional(z.string()),
  /** What is to be known of its place or its state, each a few words. */
  notes: lines,
  /** Held back, dismissed or fixed: listed behind the others. */
  settled: z.boolean(),
  excerpt: z.exactOptional(z.object({ startLine: z.int(), lines, from: z.int(), to: z.int() })),
  edits: z.readonly(z.array(z.object({ before: z.string(), after: z.string() }))),
  canOpen: z.boolean(),
});

/** A label and what it says, as `Cost` and `$0.02`. */
const fact = z.object({ label: z.string(), value: z.string() });

const shownReport = z.object({
  title: z.string(),
  /** What went wrong, or what is to be known of the whole; each a sentence. */
  notices: lines,
  facts: z.readonly(z.array(fact)),
  findings: z.readonly(z.array(shownFinding)),
  coverage: z.readonly(
    z.array(
      z.object({
        file: z.string(),
        state: z.enum(['reviewed', 'partly', 'skipped', 'not-reviewed']),
        /** Why it is not reviewed; empty when it is. */
        why: z.string(),
        canOpen: z.boolean(),
      }),
    ),
  ),
  canExport: z.boolean(),
  /** Findings of another tool, some of which can be shown where a review's are. */
  canShow: z.boolean(),
});

export const exportFormats = ['markdown', 'json', 'sarif'] as const;

/** What the report page is told. Places in lists stand for the findings and files they are of. */
export const toReportPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('report'), report: shownReport }),
  /** There is none to show, and why. */
  z.object({ kind: z.literal('none'), sentence: z.string() }),
]);

/** What the report page asks for. */
export const fromReportPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open-finding'), at: count }),
  z.object({ kind: z.literal('open-file'), at: count }),
  z.object({ kind: z.literal('export'), format: z.enum(exportFormats) }),
  z.object({ kind: z.literal('show-findings') }),
  z.object({ kind: z.literal('history') }),
]);

export type ShownReport = z.infer<typeof shownReport>;
export type ShownFinding = z.infer<typeof shownFinding>;
export type ToReportPage = z.infer<typeof toReportPage>;
export type FromReportPage = z.infer<typeof fromReportPage>;
export type ExportFormat = (typeof exportFormats)[number];
