import type { Severity } from '../finding.ts';
import { lineAt } from './excerptText.ts';
import {
  isOpen,
  ruleName,
  type Excerpt,
  type Place,
  type ReportedFinding,
  type ReviewReport,
} from './reviewReport.ts';
import { strictJson } from './strictJson.ts';

const levels: Readonly<Record<Severity, string>> = {
  critical: 'ERROR',
  high: 'ERROR',
  medium: 'WARNING',
  low: 'INFO',
  info: 'INFO',
};

/**
 * The Reviewdog Diagnostic Format, one object for all:
 * https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Its columns count bytes of UTF-8.
 */
export function formatRdjson(report: ReviewReport): string {
  const diagnostics = report.findings.filter(isOpen).map(diagnostic);
  return `${strictJson({ source: { name: report.tool.name }, diagnostics })}\n`;
}

function diagnostic(finding: ReportedFinding): object {
  const { file, place, excerpt, fix, cwe, title, explanation, severity } = finding;
  const suggestions = (fix?.edits ?? []).map((edit) => ({
    range: rangeOf(edit.place, excerpt),
    text: edit.after,
  }));
  // A range without columns means whole lines: only those can be replaced by what replaces a part.
  const usable = suggestions.every(({ range }) => range.start.column !== undefined);
  return {
    message: `${title}\n\n${explanation}`,
    location: { path: file, ...(place === undefined ? {} : { range: rangeOf(place, excerpt) }) },
    severity: levels[severity],
    code: {
      value: ruleName(finding),
      ...(cwe === undefined ? {} : { url: `https://cwe.mitre.org/data/definitions/${cwe}.html` }),
    },
    ...(suggestions.length > 0 && usable ? { suggestions } : {}),
  };
}

interface ByteRange {
  readonly start: { readonly line: number; readonly column?: number };
  readonly end: { readonly line: number; readonly column?: number };
}

/** Without columns where the text that they are counted in is not at hand. */
function rangeOf(place: Place, excerpt: Excerpt | undefined): ByteRange {
  const first = excerpt === undefined ? undefined : lineAt(excerpt, place.startLine);
  const last = excerpt === undefined ? undefined : lineAt(excerpt, place.endLine);
  // The line behind the last one has no text, and needs none.
  const from = byteColumn(first, place.startColumn);
  const to = byteColumn(last, place.endColumn);
  if (from === undefined || to === undefined)
    return { start: { line: place.startLine }, end: { line: place.endLine } };
  return { start: { line: place.startLine, column: from }, end: { line: place.endLine, column: to } };
}

/** 1-based; undefined when it cannot be told. */
function byteColumn(line: string | undefined, column: number): number | undefined {
  if (column === 1) return 1;
  if (line === undefined || line.length < column - 1) return undefined;
  let bytes = 1;
  for (const character of line.slice(0, column - 1)) bytes += utf8Length(character.codePointAt(0) ?? 0);
  return bytes;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x1_0000 ? 3 : 4;
}
