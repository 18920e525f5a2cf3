import type { ChangedFile, DiffLine, Hunk } from '../change.ts';

/**
 * One changed file as the model reads it:
 *
 *     === file "src/cart.ts" (modified) ===
 *     --- lines 12-15 of 210
 *         12 |   let sum = 0;
 *         13 |+  for (const item of items) {
 *            |-  for (const item of list) {
 *
 * Every line of the repository stands behind a gutter (number in the new file, bar, mark), so nothing in the
 * repository can begin a line of the prompt and pass for a header, an instruction or the end of the data.
 */
export function numberLines(file: ChangedFile): string {
  const renamed = file.previousPath === undefined ? '' : ` from ${JSON.stringify(file.previousPath)}`;
  const out = [`=== file ${JSON.stringify(file.label)} (${file.status}${renamed}) ===`];
  const total = file.text === undefined ? 0 : countLines(file.text);
  for (const hunk of file.hunks) {
    out.push(hunkHeader(hunk, total));
    for (const line of hunk.lines) out.push(numberedLine(line));
  }
  return `${out.join('\n')}\n\n`;
}

function hunkHeader(hunk: Hunk, total: number): string {
  if (hunk.newLines === 0) return `--- removed after line ${hunk.newStart} of ${total}`;
  return `--- lines ${hunk.newStart}-${hunk.newStart + hunk.newLines - 1} of ${total}`;
}

function numberedLine(line: DiffLine): string {
  const number = line.kind === 'removed' ? '' : String(line.newLine);
  return `${number.padStart(6)} |${marks[line.kind]}${onOneLine(line.text)}`;
}

const marks = { context: ' ', added: '+', removed: '-' } as const;

/** Characters that some readers take for a line end become visible signs: the gutter must hold. */
function onOneLine(text: string): string {
  return text.replace(/[\r\n\v\f\u0085\u2028\u2029]/g, '␊');
}

function countLines(text: string): number {
  if (text === '') return 0;
  const ends = text.match(/\r\n|\r|\n/g)?.length ?? 0;
  return /[\r\n]$/.test(text) ? ends : ends + 1;
}
