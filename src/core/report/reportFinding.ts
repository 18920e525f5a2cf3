import { rangeOf, type Finding, type Range } from '../finding.ts';
import type { Excerpt, Place, ReportedFinding } from './reviewReport.ts';

/** Lines before and after the finding. */
const context = 2;

/** Of a finding that speaks of more, so many lines are kept. */
const mostLines = 200;

/** UTF-16 units of a line that are kept behind the finding. */
const longestLine = 1_000;

/** The texts a finding can be shown in, by their lines: the one of now, and the one that was reviewed. */
export interface FindingTexts {
  readonly current: readonly string[] | undefined;
  readonly reviewed: readonly string[] | undefined;
}

export type SplitText = (text: string) => readonly string[];

/** Splits a text once for all the findings in it that come one after another. */
export function splitOnce(): SplitText {
  let last: { readonly text: string; readonly lines: readonly string[] } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, lines: text.split(/\r\n|\r|\n/) };
    return last.lines;
  };
}

/** A finding whose code is gone is shown where it was found. */
export function reportFinding(finding: Finding, texts: FindingTexts): ReportedFinding {
  const { origin, fix } = finding;
  const gone = finding.state === 'gone' && origin !== undefined;
  const range = gone ? origin.range : rangeOf(finding);
  const lines = gone ? texts.reviewed : texts.current;
  return {
    fingerprint: finding.id,
    file: finding.file.path,
    anchor: finding.anchor.kind,
    ...(range === undefined ? {} : { place: toPlace(range) }),
    ...(range === undefined || lines === undefined ? {} : { excerpt: excerptOf(lines, range) }),
    quote: finding.quote,
    severity: finding.severity,
    category: finding.category,
    ...(finding.rule === undefined ? {} : { rule: finding.rule }),
    ...(finding.cwe === undefined ? {} : { cwe: finding.cwe }),
    title: finding.title,
    explanation: finding.explanation,
    confidence: finding.confidence,
    state: finding.state,
    ...(finding.filtered === undefined ? {} : { filtered: finding.filtered }),
    ...(finding.verification === undefined ? {} : { verification: finding.verification }),
    ...(fix === undefined || gone
      ? {}
      : {
          fix: {
            automatic: fix.automatic,
            edits: fix.edits.map(({ range: at, before, after }) => ({ place: toPlace(at), before, after })),
          },
        }),
  };
}

/** In order of file, line and fingerprint. */
export function compareReported(a: ReportedFinding, b: ReportedFinding): number {
  return (
    compareText(a.file, b.file) ||
    (a.place?.startLine ?? 0) - (b.place?.startLine ?? 0) ||
    (a.place?.startColumn ?? 0) - (b.place?.startColumn ?? 0) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toPlace({ start, end }: Range): Place {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function excerptOf(all: readonly string[], { start, end }: Range): Excerpt {
  const first = Math.max(0, start.line - context);
  const last = Math.min(all.length, end.line + context + 1, start.line + mostLines);
  const lines = all.slice(first, last).map((line, index) => {
    const at = first + index;
    const used = at === start.line ? start.character : 0;
    return line.slice(0, Math.max(used, at === end.line ? end.character : 0) + longestLine);
  });
  return { startLine: first + 1, lines };
}
