import type { ChangedFile, DiffLine, Hunk } from '../change.ts';
import { gutterLine, quoteName } from './gutter.ts';
import { numberLines } from './numberLines.ts';

/** Parts of a file that are shown once more. `hunks` are cut from the file's own, or for a whole file made of it. */
export interface Excerpt {
  readonly file: ChangedFile;
  readonly hunks: readonly Hunk[];
}

/** The excerpt as the model reads it, in the form of `numberLines`. Nothing else of the file is in it. */
export function excerptText({ file, hunks }: Excerpt): string {
  if (file.status !== 'whole') return numberLines({ ...file, hunks });
  const lines = hunks.map((hunk) => {
    const end = hunk.newStart + hunk.newLines - 1;
    const body = hunk.lines.map((line) => `${gutterLine(numberOf(line), ' ', line.text)}\n`);
    return `--- lines ${hunk.newStart}-${end} of ${Math.max(end, lineCount(file))}\n${body.join('')}`;
  });
  return `=== file ${quoteName(file.label)} (whole file, shown in part) ===\n${lines.join('')}\n`;
}

function numberOf(line: DiffLine): number | undefined {
  return line.kind === 'removed' ? undefined : line.newLine;
}

function lineCount({ text = '' }: ChangedFile): number {
  return text.split(/\r\n|\r|\n/).length;
}
