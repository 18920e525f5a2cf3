import { diffTexts } from '../src/core/collect/hunks.ts';
import type { ReviewedFile } from './reviewedFiles.ts';

/** One real correction, and the file around it. All lines without their ends. */
export interface FixCase {
  readonly file: ReviewedFile;
  readonly above: readonly string[];
  /** What is quoted: at least one line, neither the first nor the last blank. */
  readonly code: readonly string[];
  /** What is to stand in its place; none when the code is to go. */
  readonly fixed: readonly string[];
  readonly below: readonly string[];
}

/** Every stretch of lines that leads from a buggy text to its fixed one. */
export function fixCases(files: readonly ReviewedFile[]): readonly FixCase[] {
  return files.flatMap((fixed) => {
    const file = fixed.counterpart;
    if (file === undefined) return [];
    return stretchesBetween(file.text, fixed.text).flatMap(({ start, removed, added }) => {
      const widened = widen(file.lines, start, removed, added);
      return widened === undefined ? [] : [{ file, ...widened }];
    });
  });
}

interface Stretch {
  /** 0-based, in the buggy text. */
  readonly start: number;
  readonly removed: number;
  readonly added: readonly string[];
}

function stretchesBetween(before: string, after: string): readonly Stretch[] {
  return diffTexts(before, after).flatMap(({ oldStart, oldLines, lines }) => {
    const stretches: Stretch[] = [];
    let at = oldLines === 0 ? oldStart : oldStart - 1;
    let open: { start: number; removed: number; added: string[] } | undefined;
    for (const line of lines) {
      if (line.kind === 'context') {
        if (open !== undefined) stretches.push(open);
        open = undefined;
        at++;
        continue;
      }
      open ??= { start: at, removed: 0, added: [] };
      if (line.kind === 'added') open.added.push(line.text);
      else {
        open.removed++;
        at++;
      }
    }
    return open === undefined ? stretches : [...stretches, open];
  });
}

/**
 * With the lines around it until both sides begin and end with code, as one quotes what lines are to be added to. Whether
 * a line end at the end is a blank line or none is not to be told from what a model writes.
 */
function widen(
  lines: readonly string[],
  start: number,
  removed: number,
  added: readonly string[],
): Omit<FixCase, 'file'> | undefined {
  let first = removed === 0 ? start - 1 : start;
  let end = start + removed;
  const fixed = (): readonly string[] => [
    ...lines.slice(first, start),
    ...added,
    ...lines.slice(start + removed, end),
  ];
  const opens = (): boolean => !isBlank(lines[first]) && (fixed().length === 0 || !isBlank(fixed()[0]));
  const closes = (): boolean =>
    !isBlank(lines[end - 1]) && (fixed().length === 0 || !isBlank(fixed().at(-1)));
  while (first > 0 && !opens()) first--;
  while (end < lines.length && !closes()) end++;
  if (first < 0 || !opens() || !closes()) return undefined;
  return {
    above: lines.slice(0, first),
    code: lines.slice(first, end),
    fixed: fixed(),
    below: lines.slice(end),
  };
}

function isBlank(line: string | undefined): boolean {
  return (line ?? '').trim() === '';
}
