import type { Position, Range } from '../finding.ts';
import { anchorFinding } from './anchorFinding.ts';
import type { LineIndex } from './lineIndex.ts';

/**
 * Where an imported finding is in the text of now.
 * - `checked`: the code that the file quotes stands there.
 * - `moved`: it stands elsewhere, or not quite as quoted.
 * - `unchecked`: the file quotes nothing; the place rests on its numbers alone.
 * - `absent`: the quoted code is not there, or the text has no such line.
 */
export type ImportedPlace =
  { readonly kind: 'checked' | 'moved' | 'unchecked'; readonly range: Range } | { readonly kind: 'absent' };

/** A stretch of text as another tool names it: 1-based lines and columns, or an offset; `endColumn` is exclusive. */
export interface NamedRegion {
  readonly startLine?: number | undefined;
  readonly startColumn?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly charOffset?: number | undefined;
  readonly charLength?: number | undefined;
  readonly snippet?: { readonly text?: string | undefined } | undefined;
}

/** Where another tool says that its finding is. */
export interface NamedPlace {
  readonly region: NamedRegion | undefined;
  /** More of the text, with the region in it. */
  readonly contextRegion: NamedRegion | undefined;
  /** Columns count Unicode code points, not UTF-16 code units. */
  readonly codePoints: boolean;
}

/** Undefined when the finding is about the file and names no place in it. */
export function placeImported(finding: NamedPlace, index: LineIndex): ImportedPlace | undefined {
  const { region, contextRegion, codePoints } = finding;
  if (region === undefined) return undefined;
  const claimed = rangeOfRegion(region, index, codePoints);
  if (claimed === undefined && region.startLine === undefined && region.charOffset === undefined)
    return undefined;
  const quote = region.snippet?.text ?? '';
  if (quote.trim() !== '') return find(quote, claimed, index);
  const context = contextRegion?.snippet?.text ?? '';
  if (contextRegion !== undefined && context.trim() !== '') {
    const around = find(context, rangeOfRegion(contextRegion, index, codePoints), index);
    if (around.kind === 'absent' || claimed === undefined) return { kind: 'absent' };
    const shift = around.range.start.line - ((contextRegion.startLine ?? 1) - 1);
    return { kind: around.kind, range: movedBy(claimed, around.kind === 'moved' ? shift : 0) };
  }
  return claimed === undefined ? { kind: 'absent' } : { kind: 'unchecked', range: claimed };
}

function find(quote: string, claimed: Range | undefined, index: LineIndex): ImportedPlace {
  if (claimed !== undefined && plain(textIn(claimed, index)) === plain(quote))
    return { kind: 'checked', range: claimed };
  const line = claimed === undefined ? {} : { line: claimed.start.line + 1, endLine: claimed.end.line + 1 };
  const anchor = anchorFinding({ quote, ...line }, index);
  if (anchor.kind === 'none') return { kind: 'absent' };
  // A quote too short to witness anything.
  if (anchor.kind === 'line-only') return { kind: 'unchecked', range: claimed ?? anchor.range };
  const stands = anchor.kind === 'exact' && anchor.range.start.line === claimed?.start.line;
  return stands && claimed !== undefined
    ? { kind: 'checked', range: claimed }
    : { kind: 'moved', range: anchor.range };
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** The code of a region without columns begins behind the white space of its first line. */
function rangeOfRegion(region: NamedRegion, index: LineIndex, codePoints: boolean): Range | undefined {
  const { startLine, startColumn, endColumn, charOffset = -1, charLength = 0 } = region;
  if (startLine === undefined) {
    if (charOffset < 0 || charOffset + charLength > index.text.length) return undefined;
    return index.rangeBetween(charOffset, charOffset + charLength);
  }
  const first = startLine - 1;
  const last = Math.max(startLine, region.endLine ?? startLine) - 1;
  if (first < 0 || last >= index.lineCount) return undefined;
  const at = (line: number, column: number): Position => {
    const text = index.text.slice(index.lineStart(line), index.lineEnd(line));
    const units = codePoints ? unitsOf(text, column - 1) : column - 1;
    return { line, character: Math.min(Math.max(0, units), text.length) };
  };
  const lineText = index.text.slice(index.lineStart(first), index.lineEnd(first));
  const start =
    startColumn === undefined
      ? { line: first, character: lineText.length - lineText.trimStart().length }
      : at(first, startColumn);
  const end =
    endColumn === undefined
      ? { line: last, character: index.lineEnd(last) - index.lineStart(last) }
      : at(last, endColumn);
  return end.line > start.line || end.character >= start.character ? { start, end } : { start, end: start };
}

function movedBy({ start, end }: Range, lines: number): Range {
  return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}

function textIn({ start, end }: Range, index: LineIndex): string {
  return index.text.slice(
    index.lineStart(start.line) + start.character,
    index.lineStart(end.line) + end.character,
  );
}

/** How many UTF-16 units so many code points take. */
function unitsOf(text: string, codePoints: number): number {
  let units = 0;
  for (let left = codePoints; left > 0 && units < text.length; left--)
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}
