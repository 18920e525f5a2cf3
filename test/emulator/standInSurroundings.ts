import type { CodeLine, Place } from './standInRule.ts';

export const indentOf = (text: string): string => /^\s*/.exec(text)?.[0] ?? '';

const isBlank = (line: CodeLine): boolean => line.code.trim() === '';

/** How many lines the block that this line opens has, with its closing bracket; as far as the hunk shows it. */
export function blockLength({ line, index, lines }: Place): number {
  const depth = indentOf(line.text).length;
  let end = index + 1;
  for (let at = index + 1; at < lines.length; at++) {
    const next = lines[at];
    if (next === undefined) break;
    if (isBlank(next)) continue;
    const deeper = indentOf(next.text).length > depth;
    const closes = indentOf(next.text).length === depth && /^\s*[\])}]/.test(next.code);
    if (!deeper && !closes) break;
    end = at + 1;
    if (closes) break;
  }
  return end - index;
}

/** The lines after this one, to the end of the block that this line stands in. */
export function restOfBlock({ line, index, lines }: Place): readonly CodeLine[] {
  const depth = indentOf(line.text).length;
  const rest = lines.slice(index + 1);
  const end = rest.findIndex((next) => !isBlank(next) && indentOf(next.text).length < depth);
  return end === -1 ? rest : rest.slice(0, end);
}

/** The lines that open the blocks around this one, innermost first. */
export function enclosing({ line, index, lines }: Place): readonly CodeLine[] {
  const around: CodeLine[] = [];
  let depth = indentOf(line.text).length;
  for (let at = index - 1; at >= 0 && depth > 0; at--) {
    const before = lines[at];
    if (before === undefined || isBlank(before) || indentOf(before.text).length >= depth) continue;
    around.push(before);
    // `): void {` ends a head written over several lines; its first line has the same indent.
    depth = indentOf(before.text).length + (/^\s*\)/.test(before.code) ? 1 : 0);
  }
  return around;
}

const functionHeader =
  /\bfunction\b|=>\s*[{(]?\s*$|^\s*(?:(?:public|private|protected|static|override|async|get|set)\s+)*(?!if\b|for\b|while\b|switch\b|catch\b)[\w$#]+\s*(?:<[^>]*>)?\(.*\{\s*$|^\s*(?:async\s+)?def\b/;

/** The head of the function this line is in; undefined when the hunk does not show it. */
export const functionAround = (place: Place): CodeLine | undefined =>
  enclosing(place).find((line) => functionHeader.test(line.code));

export const isInAsyncFunction = (place: Place): boolean =>
  /\basync\b/.test(functionAround(place)?.code ?? '');

/** The text with a part of it replaced. */
export const splice = (text: string, start: number, length: number, by: string): string =>
  text.slice(0, start) + by + text.slice(start + length);

/** For a regular expression that shall match this very text. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
