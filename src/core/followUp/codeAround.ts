import type { ChangedFile, DiffLine, Hunk } from '../change.ts';
import { enclosingDefinition } from '../collect/enclosingDefinition.ts';
import type { LineSpan, Outline } from '../ports.ts';

/** A stretch of one hunk: indexes among its lines, `to` exclusive. A whole file counts as one hunk. */
export interface HunkPart {
  readonly hunk: number;
  readonly from: number;
  readonly to: number;
}

/** Lines shown on both sides of a place, where nothing says how far what belongs to it reaches. */
const nearby = 12;

/** What is sent of a file, as hunks: only that is free of secrets. */
export function sentHunks(file: ChangedFile): readonly Hunk[] {
  if (file.status !== 'whole') return file.hunks;
  const lines = (file.text ?? '').split(/\r\n|\r|\n/).map((text, index): DiffLine => {
    return { kind: 'context', text, oldLine: index + 1, newLine: index + 1 };
  });
  return [{ oldStart: 1, oldLines: lines.length, newStart: 1, newLines: lines.length, lines }];
}

/**
 * What to show of a file for a claim about some of its lines, at most `limit` lines: of a change the hunks that hold
 * them, of a whole file the definition around them. For a claim without a line, or about lines that were not sent,
 * all there is. Undefined when that is more than the limit.
 */
export function partsAround(
  file: ChangedFile,
  hunks: readonly Hunk[],
  lines: LineSpan | undefined,
  limit: number,
  outline: Outline | undefined,
): readonly HunkPart[] | undefined {
  const wanted = lines === undefined ? [] : hunks.flatMap((hunk, index) => touched(hunk, index, lines));
  if (lines === undefined || wanted.length === 0) {
    const all = hunks.map(({ lines: { length } }, hunk) => ({ hunk, from: 0, to: length }));
    return all.reduce((sum, { to }) => sum + to, 0) <= limit ? all : undefined;
  }
  return wanted.map(({ hunk, from, to }) => {
    const { length } = hunks[hunk]?.lines ?? [];
    const whole = file.status === 'whole' ? around(file, lines, outline) : { from: 0, to: length };
    const bounds = { from: Math.max(0, whole.from), to: Math.min(length, whole.to) };
    if (bounds.to - bounds.from <= limit) return { hunk, ...bounds };
    const side = Math.max(0, Math.floor((limit - (to - from)) / 2));
    const begin = Math.max(bounds.from, from - side);
    return { hunk, from: begin, to: Math.min(bounds.to, to + side, begin + limit) };
  });
}

/** The parts as hunks again, in order, those that meet made one. */
export function cutHunks(hunks: readonly Hunk[], parts: readonly HunkPart[]): readonly Hunk[] {
  const united: HunkPart[] = [];
  for (const part of parts.toSorted((a, b) => a.hunk - b.hunk || a.from - b.from)) {
    const last = united.at(-1);
    if (last === undefined || last.hunk !== part.hunk || part.from > last.to) united.push(part);
    else united[united.length - 1] = { ...last, to: Math.max(last.to, part.to) };
  }
  return united.flatMap(({ hunk, from, to }) => {
    const source = hunks[hunk];
    return source === undefined ? [] : [cut(source, from, to)];
  });
}

/** Where in a hunk the lines are, with what was removed next to them. */
function touched(hunk: Hunk, index: number, { start, end }: LineSpan): readonly HunkPart[] {
  const isIn = (line: DiffLine): boolean =>
    line.kind !== 'removed' && line.newLine >= start && line.newLine <= end;
  const first = hunk.lines.findIndex(isIn);
  if (first === -1) return [];
  let from = first;
  let to = hunk.lines.findLastIndex(isIn) + 1;
  while (hunk.lines[from - 1]?.kind === 'removed') from--;
  while (hunk.lines[to]?.kind === 'removed') to++;
  return [{ hunk: index, from, to }];
}

function around(
  { text = '' }: ChangedFile,
  { start, end }: LineSpan,
  outline: Outline | undefined,
): { readonly from: number; readonly to: number } {
  const first = enclosingDefinition(outline, text, start);
  const last = enclosingDefinition(outline, text, end);
  return {
    from: Math.min(first.start, start - nearby) - 1,
    to: Math.max(first.end, last.end, end + nearby),
  };
}

function cut(hunk: Hunk, from: number, to: number): Hunk {
  if (from === 0 && to === hunk.lines.length) return hunk;
  const lines = hunk.lines.slice(from, to);
  const before = hunk.lines.slice(0, from);
  const oldLines = count(lines, 'added');
  const newLines = count(lines, 'removed');
  return {
    oldStart: hunk.oldStart + count(before, 'added'),
    oldLines,
    // A hunk without new lines is placed after the line before it.
    newStart: hunk.newStart + count(before, 'removed') - (newLines === 0 && hunk.newLines > 0 ? 1 : 0),
    newLines,
    lines,
  };
}

function count(lines: readonly DiffLine[], except: DiffLine['kind']): number {
  return lines.filter(({ kind }) => kind !== except).length;
}
