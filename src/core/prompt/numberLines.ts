import type { ChangedFile, Hunk } from '../change.ts';
import { fence, gutterLine, quoteName } from './gutter.ts';

/**
 * One file as the model reads it. A changed one by its hunks, with lines from elsewhere in it before them:
 *
 *     === file "src/cart.ts" (modified) ===
 *     --- for orientation
 *          3 | import { items } from './items.ts';
 *     --- lines 12-15 of 210
 *         12 |   let sum = 0;
 *         13 |+  for (const item of items) {
 *            |-  for (const item of list) {
 *
 * One that is reviewed as it stands, with all its lines (`text`) and no marks:
 *
 *     === file "src/cart.ts" (whole file, review lines 12-15) ===
 *          1 | import { items } from './items.ts';
 *
 * A part of one that is too long for a request says `whole file, lines 401-800 of 2000 shown`.
 *
 * Linear in the length of the text.
 */
export function numberLines(file: ChangedFile): string {
  const header = `=== file ${quoteName(file.label)} (${statusOf(file)}) ===\n`;
  if (file.status === 'whole') return `${header}${fence(file.text ?? '', true, file.shown)}\n`;
  const out = [header];
  if (file.surroundings !== undefined && file.surroundings.length > 0) {
    out.push('--- for orientation\n');
    for (const { line, text } of file.surroundings) out.push(`${gutterLine(line, ' ', text)}\n`);
  }
  const total = file.text === undefined ? 0 : countLines(file.text);
  for (const hunk of file.hunks) {
    out.push(hunkHeader(hunk, total));
    for (const line of hunk.lines) {
      const number = line.kind === 'removed' ? undefined : line.newLine;
      out.push(`${gutterLine(number, marks[line.kind], line.text)}\n`);
    }
  }
  return `${out.join('')}\n`;
}

/** The lines asked about, as `12-15, 20`; undefined when the whole text is. */
export function focusOf(file: ChangedFile): string | undefined {
  if (file.status !== 'whole' || file.focus === undefined || file.focus.length === 0) return undefined;
  return file.focus.map(({ start, end }) => (start === end ? `${start}` : `${start}-${end}`)).join(', ');
}

function statusOf(file: ChangedFile): string {
  if (file.status === 'whole') {
    const { shown, text = '' } = file;
    const part =
      shown === undefined ? '' : `, lines ${shown.start}-${shown.end} of ${countLines(text)} shown`;
    const focus = focusOf(file);
    return `whole file${part}${focus === undefined ? '' : `, review lines ${focus}`}`;
  }
  return file.previousPath === undefined
    ? file.status
    : `${file.status} from ${quoteName(file.previousPath)}`;
}

function hunkHeader(hunk: Hunk, total: number): string {
  if (hunk.newLines === 0) return `--- removed after line ${hunk.newStart} of ${total}\n`;
  return `--- lines ${hunk.newStart}-${hunk.newStart + hunk.newLines - 1} of ${total}\n`;
}

const marks = { context: ' ', added: '+', removed: '-' } as const;

function countLines(text: string): number {
  if (text === '') return 0;
  const ends = text.match(/\r\n|\r|\n/g)?.length ?? 0;
  return /[\r\n]$/.test(text) ? ends : ends + 1;
}
