import type { Position } from '../finding.ts';

/**
 * Offset of a position; behind the end of its line, that end, as editors take it; behind the end of the text, the end.
 * Lines end at `\n`, `\r\n` or a lone `\r`.
 */
export function offsetAt(text: string, position: Position): number {
  let start = 0;
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  for (let line = 0; line < position.line; line++) {
    if (feed === -1 && carriage === -1) return text.length;
    const at = feed === -1 || (carriage !== -1 && carriage < feed) ? carriage : feed;
    start = at === carriage && feed === at + 1 ? at + 2 : at + 1;
    if (feed !== -1 && feed < start) feed = text.indexOf('\n', start);
    if (carriage !== -1 && carriage < start) carriage = text.indexOf('\r', start);
  }
  const end = start + position.character;
  const next = text.slice(start, end).search(/[\r\n]/);
  return next === -1 ? Math.min(end, text.length) : start + next;
}

/** Where the line ends that an offset is in, its line end not counted. */
export function endOfLine(text: string, from: number): number {
  const lineEnd = /[\r\n]/g;
  lineEnd.lastIndex = from;
  return lineEnd.exec(text)?.index ?? text.length;
}

/** The line end that follows, else the first of the text, else `\n`. */
export function lineEndAt(text: string, offset: number): string {
  const lineEnd = /\r\n|\r|\n/g;
  lineEnd.lastIndex = offset;
  return (lineEnd.exec(text) ?? /\r\n|\r|\n/.exec(text))?.[0] ?? '\n';
}
