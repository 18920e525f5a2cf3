import type { ChangedFile, Hunk } from '../change.ts';
import type { LineSpan } from '../ports.ts';

/** Input tokens of a file, or of a part of one, as it will be sent. */
type Measure = (file: ChangedFile) => number;

/**
 * Cuts a file that is too large for one request into parts that each fit, in their order: a change between its hunks,
 * and inside one only where that alone is too large; a whole file between blocks where it can be. Every line under
 * review is in exactly one part. Empty when a single line is more than the budget.
 */
export function splitFile(file: ChangedFile, measure: Measure, budget: number): readonly ChangedFile[] {
  return file.status === 'whole' ? splitWhole(file, measure, budget) : splitChange(file, measure, budget);
}

/** A part ends before a block that begins in its last quarter, where there is one. */
const cutWithin = 0.25;
/** What a number before a line takes, in characters of it. */
const gutterCharacters = 12;
/** Room left because lines are not all alike; and how far a part is taken back that turns out too large. */
const guessShare = 0.95;
const shrinkTo = 0.8;

function splitWhole(file: ChangedFile, measure: Measure, budget: number): readonly ChangedFile[] {
  const lines = (file.text ?? '').split(/\r\n|\r|\n/);
  const weights = lines.map(({ length }) => length + gutterCharacters);
  const perRequest = (weights.reduce((sum, weight) => sum + weight, 0) / measure(file)) * budget * guessShare;
  const parts: ChangedFile[] = [];
  const part = (start: number, end: number): ChangedFile => ({
    ...file,
    shown: { start, end },
    ...(file.focus === undefined ? {} : { focus: within(file.focus, start, end) }),
  });
  for (let start = 1; start <= lines.length;) {
    let most = start;
    for (let room = perRequest - (weights[start - 1] ?? 0); most < lines.length; most++) {
      room -= weights[most] ?? 0;
      if (room < 0) break;
    }
    // Measured, not guessed: the guess only saves measuring often.
    while (measure(part(start, most)) > budget) {
      if (most === start) return [];
      most = start + Math.floor((most - start) * shrinkTo);
    }
    const end = most === lines.length ? most : blockEnd(lines, start, most);
    const { focus } = part(start, end);
    // Lines that nobody asked about are not sent for their own sake.
    if (focus === undefined || focus.length > 0) parts.push(part(start, end));
    start = end + 1;
  }
  return parts;
}

function within(spans: readonly LineSpan[], start: number, end: number): readonly LineSpan[] {
  return spans
    .filter((span) => span.start <= end && span.end >= start)
    .map((span) => ({ start: Math.max(span.start, start), end: Math.min(span.end, end) }));
}

/** The last line before a block that begins at the margin behind an empty line; `most` where there is none. */
function blockEnd(lines: readonly string[], start: number, most: number): number {
  for (let end = most; end > most - (most - start) * cutWithin; end--) {
    if (lines[end - 1]?.trim() === '' && /^\S/.test(lines[end] ?? '')) return end;
  }
  return most;
}

function splitChange(file: ChangedFile, measure: Measure, budget: number): readonly ChangedFile[] {
  const whole = (hunks: readonly Hunk[]): ChangedFile => ({ ...file, hunks });
  const bare = (hunks: readonly Hunk[]): ChangedFile => ({ ...file, hunks, surroundings: [] });
  const fits = (hunks: readonly Hunk[]): boolean => measure(bare(hunks)) <= budget;
  const pieces: Hunk[] = [];
  for (const hunk of file.hunks) {
    if (fits([hunk])) {
      pieces.push(hunk);
      continue;
    }
    for (let from = 0; from < hunk.lines.length;) {
      const most = largest(from + 1, hunk.lines.length, (to) => fits([cutHunk(hunk, from, to)]));
      if (most === undefined) return [];
      pieces.push(cutHunk(hunk, from, most));
      from = most;
    }
  }
  const parts: ChangedFile[] = [];
  for (let from = 0; from < pieces.length;) {
    const to = largest(from + 1, pieces.length, (end) => fits(pieces.slice(from, end)));
    if (to === undefined) return [];
    const hunks = pieces.slice(from, to);
    // Imports and signatures go along where there is room for them.
    parts.push(measure(whole(hunks)) <= budget ? whole(hunks) : bare(hunks));
    from = to;
  }
  return parts.filter(({ hunks }) => hunks.some(({ lines }) => lines.some(({ kind }) => kind !== 'context')));
}

/** Some lines of a hunk, as a hunk. */
function cutHunk(hunk: Hunk, from: number, to: number): Hunk {
  if (from === 0 && to === hunk.lines.length) return hunk;
  const lines = hunk.lines.slice(from, to);
  const before = hunk.lines.slice(0, from);
  const oldBefore = before.filter((line) => line.kind !== 'added').length;
  const newBefore = before.filter((line) => line.kind !== 'removed').length;
  const oldLines = lines.filter((line) => line.kind !== 'added').length;
  const newLines = lines.filter((line) => line.kind !== 'removed').length;
  return {
    oldStart: startOf(hunk.oldStart, hunk.oldLines, oldBefore, oldLines),
    oldLines,
    newStart: startOf(hunk.newStart, hunk.newLines, newBefore, newLines),
    newLines,
    lines,
  };
}

/** As git counts: a side without lines starts at the line before it. */
function startOf(start: number, lines: number, before: number, taken: number): number {
  const first = lines === 0 ? start + 1 : start;
  return taken === 0 ? first + before - 1 : first + before;
}

/** The largest of `least` to `most` that fits, if what fits gets less as it grows; undefined when none does. */
function largest(least: number, most: number, fits: (value: number) => boolean): number | undefined {
  if (!fits(least)) return undefined;
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
