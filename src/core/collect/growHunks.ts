import type { ChangedFile, DiffLine, Hunk } from '../change.ts';
import type { LineSpan, Outline } from '../ports.ts';
import { changedPlaces, startsOf } from './changedPlaces.ts';
import { growPlaces } from './growPlaces.ts';
import { growthLimits, type GrowthLimits } from './growthLimits.ts';
import { hunksMatch } from './hunks.ts';
import { NumberedText } from './numberedText.ts';
import { pickSurroundings } from './surroundings.ts';

/** Lines of the new text, with the hunks that lie in them; `end` is exclusive here, so that a span may be empty. */
interface Stretch {
  readonly start: number;
  end: number;
  readonly hunks: Hunk[];
}

/**
 * The file with its hunks grown to the definitions around the changed lines, those that meet merged, and with
 * surroundings: imports and signatures. Without an outline, the blocks by indentation take the place of definitions.
 * A file that is new, deleted, not a change, or that its hunks do not fit comes back as it is. No changed line is
 * lost or moved. Linear in the length of the text.
 */
export function growHunks(
  file: ChangedFile,
  outline: Outline | undefined,
  limits: GrowthLimits = growthLimits,
): ChangedFile {
  if (file.text === undefined || file.status === 'added' || file.hunks.length === 0) return file;
  if (!hunksMatch(file.hunks, file.text)) return file;
  const text = new NumberedText(file.text);
  const { spans, around } = growPlaces(file.hunks.flatMap(changedPlaces), text, outline, limits);
  const hunks = stretches(file.hunks, spans, text).map((stretch) => regrow(stretch, text));
  const shown = hunks.flatMap(({ lines }) => lines);
  const surroundings = pickSurroundings(shown, around, text, outline, limits);
  return { ...file, hunks, ...(surroundings.length === 0 ? {} : { surroundings }) };
}

/** What is shown, in order, none touching another. */
function stretches(
  hunks: readonly Hunk[],
  spans: readonly LineSpan[],
  text: NumberedText,
): readonly Stretch[] {
  const wanted: Stretch[] = hunks.map((hunk) => {
    const { newAt } = startsOf(hunk);
    return { start: newAt, end: newAt + hunk.newLines, hunks: [hunk] };
  });
  for (const { start, end } of spans) {
    wanted.push({ start, end: Math.min(end, text.lines.length) + 1, hunks: [] });
  }
  const merged: Stretch[] = [];
  for (const next of wanted.toSorted((a, b) => a.start - b.start)) {
    const before = merged.at(-1);
    if (before === undefined || next.start > before.end) merged.push(next);
    else {
      before.end = Math.max(before.end, next.end);
      before.hunks.push(...next.hunks);
    }
  }
  return merged.filter((stretch) => stretch.hunks.length > 0);
}

/** One hunk of all that lies in a stretch, with the lines between and around as context. */
function regrow(stretch: Stretch, text: NumberedText): Hunk {
  const lines: DiffLine[] = [];
  const [first] = stretch.hunks;
  const { oldAt, newAt } = first === undefined ? { oldAt: 1, newAt: 1 } : startsOf(first);
  let newLine = stretch.start;
  let oldLine = stretch.start + oldAt - newAt;
  const start = { oldLine, newLine };
  const contextTo = (end: number): void => {
    while (newLine < end) {
      lines.push({ kind: 'context', text: text.line(newLine), oldLine: oldLine++, newLine: newLine++ });
    }
  };
  for (const hunk of stretch.hunks) {
    contextTo(startsOf(hunk).newAt);
    for (const line of hunk.lines) lines.push(line);
    newLine += hunk.newLines;
    oldLine += hunk.oldLines;
  }
  contextTo(stretch.end);
  const oldLines = oldLine - start.oldLine;
  const newLines = newLine - start.newLine;
  return {
    oldStart: oldLines === 0 ? start.oldLine - 1 : start.oldLine,
    oldLines,
    newStart: newLines === 0 ? start.newLine - 1 : start.newLine,
    newLines,
    lines,
  };
}
