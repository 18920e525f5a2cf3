import type { Range } from '../finding.ts';
import { createMoveFinder, type MoveFinder } from './movedBlocks.ts';
import { findRewrapped, type KnownGaps } from './rewrappedCode.ts';
import { mostSimilarLine } from './similarLine.ts';
import { compareVersions, gapAround, squeeze, type Versions } from './versions.ts';

/**
 * What became of a range.
 * - `kept`: its code stands there, white space aside; `moved` when as part of a block that was moved.
 * - `changed`: it was edited; `range` is on what stands in its place.
 * - `gone`: nothing in the text comes from it.
 */
export type Place =
  | { readonly kind: 'kept'; readonly range: Range; readonly moved: boolean }
  | { readonly kind: 'changed'; readonly range: Range }
  | { readonly kind: 'gone' };

/** `line-diff` takes a block that was moved for gone. */
export type TrackingMode = 'line-diff' | 'with-moves';

/**
 * Where ranges of the reviewed text are in another version of it, in their order. Both texts are cut into lines
 * at any line end; columns are mapped over changed white space.
 */
export function trackVersions(
  reviewed: string,
  present: string,
  ranges: readonly Range[],
  mode: TrackingMode = 'with-moves',
): readonly Place[] {
  if (reviewed === present) return ranges.map((range) => ({ kind: 'kept', range, moved: false }));
  const versions = compareVersions(reviewed, present);
  let finder: MoveFinder | undefined;
  const moves: MoveFinder = (lines) => {
    if (mode === 'line-diff') return undefined;
    finder ??= createMoveFinder(versions);
    return finder(lines);
  };
  const gaps: KnownGaps = new Map();
  return ranges.map((range) => placeOf(versions, range, moves, gaps));
}

function placeOf(versions: Versions, range: Range, moves: MoveFinder, gaps: KnownGaps): Place {
  const lines = linesOf(versions.before, range);
  const targets = lines.map((line) => versions.to[line] ?? -1);
  if (isTogether(versions, targets)) return keptAt(versions, range, lines, targets, false);
  const rewrapped = findRewrapped(versions, range, lines, gaps);
  if (rewrapped !== undefined) return { kind: 'kept', range: rewrapped, moved: false };
  // A brace that stays says nothing of what it closed.
  const isTraceable = lines.some((line, at) => (targets[at] ?? -1) >= 0 && saysSomething(versions, line));
  const moved = isTraceable ? undefined : moves(lines);
  if (moved !== undefined) return keptAt(versions, range, lines, moved, true);
  return editedPlace(versions, lines, targets);
}

/** The lines of a range that hold code; all of them when none does. */
function linesOf(before: readonly string[], { start, end }: Range): readonly number[] {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const all = Array.from({ length: last - start.line + 1 }, (_, at) => start.line + at);
  const solid = all.filter((line) => squeeze(before[line] ?? '') !== '');
  return solid.length > 0 ? solid : all;
}

/** Every line is there, and nothing but blank lines came between them. */
function isTogether({ after }: Versions, targets: readonly number[]): boolean {
  if (targets.includes(-1)) return false;
  const [first = 0] = targets;
  const inside = after.slice(first, (targets.at(-1) ?? first) + 1);
  return inside.filter((line) => squeeze(line) !== '').length <= targets.length;
}

function keptAt(
  { before, after }: Versions,
  { start, end }: Range,
  lines: readonly number[],
  targets: readonly number[],
  moved: boolean,
): Place {
  const [first = start.line] = lines;
  const last = lines.at(-1) ?? first;
  const firstTarget = targets[0] ?? 0;
  const lastTarget = targets.at(-1) ?? firstTarget;
  const from = start.line === first ? start.character : 0;
  const lastText = before[last] ?? '';
  const to = end.line === last ? end.character : lastText.length;
  return {
    kind: 'kept',
    range: {
      start: {
        line: firstTarget,
        character: startColumn(before[first] ?? '', after[firstTarget] ?? '', from),
      },
      end: { line: lastTarget, character: endColumn(lastText, after[lastTarget] ?? '', to) },
    },
    moved,
  };
}

/** The column before the same character, where the lines differ in white space only. */
function startColumn(old: string, now: string, column: number): number {
  if (old === now) return column;
  const count = squeeze(old.slice(0, column)).length;
  const seek = new RegExp(`^(?:\\s*\\S){${count}}\\s*`).exec(now);
  return seek === null ? now.length : seek[0].length;
}

/** The column behind the same character. */
function endColumn(old: string, now: string, column: number): number {
  if (old === now) return column;
  const count = squeeze(old.slice(0, column)).length;
  const seek = new RegExp(`^(?:\\s*\\S){${count}}`).exec(now);
  return seek === null ? now.length : seek[0].length;
}

/** What is left of the lines, and what took the place of those that were rewritten. */
function editedPlace(versions: Versions, lines: readonly number[], targets: readonly number[]): Place {
  const traces = lines.map((line, at) => {
    const target = targets[at] ?? -1;
    if (target >= 0) return target;
    return saysSomething(versions, line)
      ? mostSimilarLine(versions.before[line] ?? '', versions.after, gapAround(versions, line).after)
      : -1;
  });
  if (!traces.some((trace, at) => trace >= 0 && saysSomething(versions, lines[at] ?? -1)))
    return { kind: 'gone' };
  const found = traces.filter((trace) => trace >= 0);
  const start = Math.min(...found);
  const end = Math.max(...found);
  const text = versions.after[start] ?? '';
  return {
    kind: 'changed',
    range: {
      start: { line: start, character: text.length - text.trimStart().length },
      end: { line: end, character: (versions.after[end] ?? '').trimEnd().length },
    },
  };
}

/** Enough letters and digits to be told from any other line. */
function saysSomething({ before }: Versions, line: number): boolean {
  return (before[line] ?? '').replace(/[^\p{L}\p{N}]/gu, '').length >= 4;
}
