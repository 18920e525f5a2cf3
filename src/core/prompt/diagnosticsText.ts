import type { ChangedFile } from '../change.ts';
import type { FileRef } from '../finding.ts';
import type { ToolDiagnostic } from '../toolDiagnostic.ts';
import { gutterLine, quoteName } from './gutter.ts';

const mostPerFile = 20;
const mostInAll = 100;
const longestMessage = 200;

/** Goes with the part, among the sentences of the task. */
export const diagnosticsTask =
  'Do not report what the part "diagnostics of other tools" already says; a consequence that it does not name is worth reporting.';

/**
 * What compilers and linters already say about the shown lines, so that the review need not; empty when they say
 * nothing. Bounded: some in each file, in the order of lines. Their messages hold no secrets.
 */
export function diagnosticsText(
  files: readonly ChangedFile[],
  diagnostics: readonly ToolDiagnostic[],
): string {
  if (diagnostics.length === 0) return '';
  const byFile = Map.groupBy(diagnostics, ({ file }) => keyOf(file));
  const parts: string[] = [];
  let left = mostInAll;
  for (const file of files) {
    const shown = (byFile.get(keyOf(file.ref)) ?? [])
      .filter(({ range }) => isShown(file, range.start.line + 1))
      .toSorted((a, b) => a.range.start.line - b.range.start.line)
      .slice(0, Math.min(mostPerFile, left));
    if (shown.length === 0) continue;
    left -= shown.length;
    parts.push(`--- ${quoteName(file.label)}\n`, ...shown.map(lineOf));
  }
  return parts.length === 0 ? '' : `=== diagnostics of other tools ===\n${parts.join('')}\n`;
}

function lineOf({ range, source, code, message }: ToolDiagnostic): string {
  const by = code === undefined ? source : `${source}(${code})`;
  const said = message.replace(/\s+/g, ' ').trim();
  const text = said.length > longestMessage ? `${said.slice(0, longestMessage).toWellFormed()}…` : said;
  return `${gutterLine(range.start.line + 1, ' ', `${by}: ${text}`)}\n`;
}

function keyOf({ root, path }: FileRef): string {
  return `${root}/${path}`;
}

function isShown(file: ChangedFile, line: number): boolean {
  if (file.status === 'whole') return true;
  return file.hunks.some(({ newStart, newLines }) => line >= newStart && line < newStart + newLines);
}
