import { structuredPatch, type StructuredPatchHunk } from 'diff';
import type { DiffLine, Hunk } from '../change.ts';

/** A hunk of the `diff` package with each line's number in the old and new file. */
export function numberHunk(hunk: StructuredPatchHunk): Hunk {
  let { oldStart: oldLine, newStart: newLine } = hunk;
  // An empty side is numbered by the line before it.
  if (hunk.oldLines === 0) oldLine++;
  if (hunk.newLines === 0) newLine++;
  const lines: DiffLine[] = [];
  for (const line of hunk.lines) {
    const text = line.endsWith('\r') ? line.slice(1, -1) : line.slice(1);
    if (line.startsWith('+')) lines.push({ kind: 'added', text, newLine: newLine++ });
    else if (line.startsWith('-')) lines.push({ kind: 'removed', text, oldLine: oldLine++ });
    // `\ No newline at end of file` is about the line before it.
    else if (!line.startsWith('\\'))
      lines.push({ kind: 'context', text, oldLine: oldLine++, newLine: newLine++ });
  }
  const { oldStart, oldLines, newStart, newLines } = hunk;
  return { oldStart, oldLines, newStart, newLines, lines };
}

/** The hunks that take one text to another, with three lines of context; none when they are equal. */
export function diffTexts(before: string, after: string): readonly Hunk[] {
  if (before === after) return [];
  return structuredPatch('a', 'b', before, after, undefined, undefined, { context: 3 }).hunks.map(numberHunk);
}

/** True when every line the hunks say the new file has stands in the text where they say. */
export function hunksMatch(hunks: readonly Hunk[], text: string): boolean {
  const lines = text.split(/\r?\n/);
  return hunks.every((hunk) =>
    hunk.lines.every((line) => line.kind === 'removed' || lines[line.newLine - 1] === line.text),
  );
}
