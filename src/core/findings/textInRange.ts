import type { Range } from '../finding.ts';
import { splitLines } from './alignLines.ts';

/** Reads ranges of one text, line ends as `\n`; what lies outside the text reads as nothing. */
export function readerOf(text: string): (range: Range) => string {
  const lines = splitLines(text);
  return ({ start, end }) => {
    const inside = lines.slice(start.line, end.line + 1);
    const last = end.line - start.line;
    return inside
      .map((line, at) => line.slice(at === 0 ? start.character : 0, at === last ? end.character : undefined))
      .join('\n');
  };
}
