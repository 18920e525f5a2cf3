import { alignLines, splitLines } from './alignLines.ts';

/** Two versions of one file, line by line. */
export interface Versions {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** For each line before its line after, white space in it aside; -1 where there is none. Increasing. */
  readonly to: Int32Array;
  /** The inverse of `to`. */
  readonly from: Int32Array;
}

/** The lines of both versions between two that match; ends exclusive. */
export interface Gap {
  readonly before: { readonly start: number; readonly end: number };
  readonly after: { readonly start: number; readonly end: number };
}

/** Lines that stand to the letter are matched first, then, between them, those that differ in white space. */
export function compareVersions(reviewed: string, present: string): Versions {
  const before = splitLines(reviewed);
  const after = splitLines(present);
  const to = alignLines(before, after);
  for (const gap of gapsOf(to, after.length)) alignLoosely(before, after, to, gap);
  const from = new Int32Array(after.length).fill(-1);
  for (const [line, target] of to.entries()) if (target >= 0) from[target] = line;
  return { before, after, to, from };
}

/** The gap a line without a match lies in. */
export function gapAround({ to, after }: Versions, line: number): Gap {
  let start = line;
  while (start > 0 && to[start - 1] === -1) start--;
  let end = line + 1;
  while (end < to.length && to[end] === -1) end++;
  return {
    before: { start, end },
    after: { start: (to[start - 1] ?? -1) + 1, end: to[end] ?? after.length },
  };
}

/** All there is of a line but its white space. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

function gapsOf(to: Int32Array, afterLength: number): Gap[] {
  const gaps: Gap[] = [];
  let start = 0;
  let target = 0;
  for (let line = 0; line <= to.length; line++) {
    const next = line === to.length ? afterLength : (to[line] ?? -1);
    if (next === -1) continue;
    if (line > start && next > target)
      gaps.push({ before: { start, end: line }, after: { start: target, end: next } });
    start = line + 1;
    target = next + 1;
  }
  return gaps;
}

function alignLoosely(before: readonly string[], after: readonly string[], to: Int32Array, gap: Gap): void {
  const a = solidLines(before, gap.before);
  const b = solidLines(after, gap.after);
  const found = alignLines(
    a.map(({ text }) => text),
    b.map(({ text }) => text),
  );
  for (const [at, { line }] of a.entries()) to[line] = b[found[at] ?? -1]?.line ?? -1;
}

/** The lines that are not blank, squeezed. */
function solidLines(
  lines: readonly string[],
  { start, end }: Gap['before'],
): readonly { readonly line: number; readonly text: string }[] {
  return lines
    .slice(start, end)
    .map((text, at) => ({ line: start + at, text: squeeze(text) }))
    .filter(({ text }) => text !== '');
}
