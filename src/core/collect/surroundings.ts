import type { ChangedFile, DiffLine } from '../change.ts';
import type { LineSpan, Outline } from '../ports.ts';
import type { GrowthLimits } from './growthLimits.ts';
import type { NumberedText } from './numberedText.ts';

type Surroundings = NonNullable<ChangedFile['surroundings']>;

/**
 * Lines that are not shown but help to read those that are: signatures around them, the file's imports, and the
 * signatures of what they call. `shown` are the lines of all hunks.
 */
export function pickSurroundings(
  shown: readonly DiffLine[],
  around: Iterable<LineSpan>,
  text: NumberedText,
  outline: Outline | undefined,
  limits: GrowthLimits,
): Surroundings {
  const visible = new Set(shown.flatMap((line) => (line.kind === 'removed' ? [] : [line.newLine])));
  const picked = new Set<number>();
  /** Takes the spans one by one, as long as there is room. */
  const pick = (spans: Iterable<LineSpan>, room: number, longest: number): void => {
    for (const span of spans) {
      const cut = { start: span.start, end: Math.min(span.end, span.start + longest - 1) };
      const missing = linesOf(cut).filter((line) => !visible.has(line) && !picked.has(line));
      if (missing.length > room || !text.fits(cut, longest, limits.width)) continue;
      room -= missing.length;
      for (const line of missing) picked.add(line);
    }
  };
  pick(around, limits.around, limits.signature);
  if (outline !== undefined) {
    pick(importsByUse(outline.imports, shown, text, limits.imports), limits.imports, limits.imports);
    pick(calledSignatures(outline, shown, visible), limits.called, limits.signature);
  }
  return [...picked].toSorted((a, b) => a - b).map((line) => ({ line, text: text.line(line) }));
}

/** Where there are too many, those come first whose names the shown lines use. */
function importsByUse(
  imports: readonly LineSpan[],
  shown: readonly DiffLine[],
  text: NumberedText,
  room: number,
): readonly LineSpan[] {
  const total = imports.reduce((sum, { start, end }) => sum + end - start + 1, 0);
  if (total <= room) return imports;
  const words = new Set(shown.flatMap((line) => wordsOf(line.text)));
  const used = (span: LineSpan): boolean =>
    linesOf(span).some((line) => wordsOf(text.line(line)).some((word) => words.has(word)));
  return [...imports.filter(used), ...imports.filter((span) => !used(span))];
}

/** At most so many definitions of one name are looked at. */
const namesakes = 3;

/** What added lines call comes first. */
function calledSignatures(
  { definitions, calls }: Outline,
  shown: readonly DiffLine[],
  visible: ReadonlySet<number>,
): readonly LineSpan[] {
  const added = new Set(shown.flatMap((line) => (line.kind === 'added' ? [line.newLine] : [])));
  const names = new Set<string>();
  for (const { line, name } of calls) if (added.has(line)) names.add(name);
  for (const { line, name } of calls) if (visible.has(line)) names.add(name);
  const byName = new Map<string, LineSpan[]>();
  for (const { name, signature } of definitions) {
    if (!names.has(name)) continue;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [signature]);
    else if (known.length < namesakes) known.push(signature);
  }
  return [...names].flatMap((name) => byName.get(name) ?? []);
}

function wordsOf(line: string): readonly string[] {
  return line.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}

function linesOf({ start, end }: LineSpan): readonly number[] {
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}
