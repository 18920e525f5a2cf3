import * as z from 'zod/mini';
import { categories, compareSeverity, findingStates, severities } from '../finding.ts';
import type { ListInput } from './agentInputs.ts';
import { isOpen, type ReportedFinding } from './reviewReport.ts';

/** UTF-16 units that a text of a finding may have; what is longer is cut, with a mark. */
const longestTitle = 300;
const longestExplanation = 1_500;
const longestCode = 600;
/** A fix that is longer is left out whole: half of one would break the code. */
const longestFix = 3_000;
/** UTF-16 units of JSON that the findings of one answer may have together; one always goes in. */
const longestPage = 24_000;

const line = z.int().check(z.positive());

const agentFinding = z.object({
  fingerprint: z.string(),
  /** Relative to the root. */
  file: z.string(),
  /** 1-based; undefined when the finding has no line. */
  line: z.optional(line),
  endLine: z.optional(line),
  severity: z.enum(severities),
  category: z.enum(categories),
  rule: z.optional(z.string()),
  title: z.string(),
  explanation: z.string(),
  /** 0 to 1, the model's own. */
  confidence: z.number(),
  state: z.enum(findingStates),
  /** What it speaks of, as it was quoted. */
  code: z.optional(z.string()),
  fix: z.optional(
    z.object({
      /** Passed every check of the text; false: look at it first. */
      checked: z.boolean(),
      edits: z.array(z.object({ line, endLine: line, before: z.string(), after: z.string() })),
    }),
  ),
  /** There is a fix, and it is too long for an answer. */
  fixTooLong: z.optional(z.literal(true)),
});
type AgentFinding = z.infer<typeof agentFinding>;

const left = z.object({ file: z.string(), why: z.string() });

const agentReview = z.object({
  /** What was reviewed, in a few words. */
  scope: z.string(),
  model: z.string(),
  outcome: z.enum(['completed', 'nothing-to-review', 'interrupted', 'failed']),
  /** Why it did not come to its end, and what to do. */
  problem: z.optional(z.string()),
  filesReviewed: z.int(),
  /** Files of the scope that were not reviewed to their end, the first of them. */
  filesLeftOut: z.array(left),
  filesLeftOutInAll: z.int(),
  costInDollars: z.optional(z.number()),
});
export type AgentReview = z.infer<typeof agentReview>;

/** One answer of the tools that give findings. */
export const agentPage = z.object({
  /** The review they come from; undefined for what several reviews left. */
  review: z.optional(agentReview),
  /** Of all that match, on this page and others. */
  total: z.int(),
  /** Worst first. */
  findings: z.array(agentFinding),
  /** To be given to list_findings for the rest. */
  nextCursor: z.optional(z.string()),
});
export type AgentPage = z.infer<typeof agentPage>;

/** Files left out that an answer names. */
export const mostLeftOut = 20;

/**
 * The page that is asked for of the findings to be acted on. `listId` names the list: a cursor of another one is
 * refused, with a sentence for the model.
 */
export function pageOfFindings(
  all: readonly ReportedFinding[],
  listId: string,
  asked: ListInput,
  review?: AgentReview,
): AgentPage | { readonly problem: string } {
  const start = asked.cursor === undefined ? 0 : offsetOf(asked.cursor, listId);
  if (start === undefined)
    return { problem: 'The cursor is not of this list, which has changed. Call again without a cursor.' };
  const matching = all
    .filter((finding) => isOpen(finding) && isAsked(finding, asked))
    .map((finding, index) => ({ finding, index }))
    .toSorted((a, b) => compareSeverity(a.finding.severity, b.finding.severity) || a.index - b.index);
  const findings: AgentFinding[] = [];
  let length = 0;
  for (const { finding } of matching.slice(start, start + asked.limit)) {
    const shaped = toAgentFinding(finding);
    length += JSON.stringify(shaped).length;
    if (findings.length > 0 && length > longestPage) break;
    findings.push(shaped);
  }
  const end = start + findings.length;
  return {
    ...(review === undefined ? {} : { review }),
    total: matching.length,
    findings,
    ...(end < matching.length ? { nextCursor: `${end}@${listId}` } : {}),
  };
}

function offsetOf(cursor: string, listId: string): number | undefined {
  const [, offset, id] = /^(\d{1,9})@(.*)$/s.exec(cursor) ?? [];
  return id === listId ? Number(offset) : undefined;
}

function isAsked({ file, severity }: ReportedFinding, { path, minSeverity }: ListInput): boolean {
  if (minSeverity !== undefined && compareSeverity(severity, minSeverity) > 0) return false;
  if (path === undefined) return true;
  const wanted = path.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  return wanted === '' || wanted === '.' || file === wanted || file.startsWith(`${wanted}/`);
}

function toAgentFinding(finding: ReportedFinding): AgentFinding {
  const { fingerprint, file, place, severity, category, rule, title, explanation, quote, fix } = finding;
  const fixLength = fix?.edits.reduce((sum, { before, after }) => sum + before.length + after.length, 0) ?? 0;
  return {
    fingerprint,
    file,
    ...(place === undefined ? {} : { line: place.startLine, endLine: lastLine(place) }),
    severity,
    category,
    ...(rule === undefined ? {} : { rule: cut(rule, longestTitle) }),
    title: cut(title, longestTitle),
    explanation: cut(explanation, longestExplanation),
    confidence: finding.confidence,
    state: finding.state,
    ...(quote === '' ? {} : { code: cut(quote, longestCode) }),
    ...(fix === undefined ? {} : fixLength > longestFix ? { fixTooLong: true } : { fix: toAgentFix(fix) }),
  };
}

function toAgentFix({
  automatic,
  edits,
}: NonNullable<ReportedFinding['fix']>): NonNullable<AgentFinding['fix']> {
  return {
    checked: automatic,
    edits: edits.map(({ place, before, after }) => ({
      line: place.startLine,
      endLine: lastLine(place),
      before,
      after,
    })),
  };
}

/** The end is exclusive: at the beginning of a line it means the line before. */
function lastLine({ startLine, endLine, endColumn }: NonNullable<ReportedFinding['place']>): number {
  return endColumn === 1 ? Math.max(startLine, endLine - 1) : endLine;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/\p{Surrogate}$/u, '')}…`;
}
