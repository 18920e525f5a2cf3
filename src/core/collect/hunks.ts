import { structuredPatch, type StructuredPatch, type StructuredPatchHunk } from 'diff';
import type { DiffLine, Hunk } from '../change.ts';

const context = 3;

/** Insertions and deletions a line diff looks for; beyond, the time grows with their square and all counts as new. */
const mostEdits = 1_000;
const options = { context, maxEditLength: mostEdits };

/**
 * A comparison that takes longer, in ms, is begun again in steps: a timer for each edit, which takes ten times as long
 * in all, but holds nobody up.
 */
const patienceMs = 20;

/**
 * The hunks that take one text to another, with three lines of context; none when they are equal. Line ends of any
 * kind are alike.
 */
export function diffTexts(before: string, after: string): readonly Hunk[] {
  const [from, to] = [plain(before), plain(after)];
  if (from === to) return [];
  if (from === '' || to === '') return replaced(splitLines(from), splitLines(to));
  return hunksOf(structuredPatch('a', 'b', from, to, undefined, undefined, options), from, to);
}

/** The same, for an editor that must go on: what takes long is done step by step, and others have their turn. */
export async function diffTextsInTurns(before: string, after: string): Promise<readonly Hunk[]> {
  const [from, to] = [plain(before), plain(after)];
  if (from === to || from === '' || to === '') return diffTexts(from, to);
  const begunMs = Date.now();
  const quick = structuredPatch('a', 'b', from, to, undefined, undefined, {
    ...options,
    timeout: patienceMs,
  });
  // There is no patch for too many edits either: they are found at once where one text is much longer.
  if (quick !== undefined || Date.now() - begunMs <= patienceMs) return hunksOf(quick, from, to);
  const patch = await new Promise<StructuredPatch | undefined>((resolve) => {
    structuredPatch('a', 'b', from, to, undefined, undefined, { ...options, callback: resolve });
  });
  return hunksOf(patch, from, to);
}

const plain = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Without a patch there is too much to compare. */
function hunksOf(patch: StructuredPatch | undefined, from: string, to: string): readonly Hunk[] {
  return patch === undefined ? replaced(splitLines(from), splitLines(to)) : patch.hunks.map(numberHunk);
}

/** True when every line the hunks say the new file has stands in the text where they say. */
export function hunksMatch(hunks: readonly Hunk[], text: string): boolean {
  // Git takes a lone carriage return for a character, everything else here for a line end.
  if (text.includes('\r') && /\r(?!\n)/.test(text)) return false;
  let line = 1;
  let at = 0;
  for (const { lines } of hunks) {
    for (const expected of lines) {
      if (expected.kind === 'removed') continue;
      for (; line < expected.newLine; line++) {
        at = text.indexOf('\n', at) + 1;
        if (at === 0) return false;
      }
      if (!text.startsWith(expected.text, at)) return false;
      const end = at + expected.text.length;
      if (end < text.length && text[end] !== '\n' && text[end] !== '\r') return false;
    }
  }
  return true;
}

/** A hunk of the `diff` package, which numbers an empty side by the line behind it: git by the line before. */
function numberHunk({ oldStart, oldLines, newStart, newLines, lines: signed }: StructuredPatchHunk): Hunk {
  let oldLine = oldStart;
  let newLine = newStart;
  const lines: DiffLine[] = [];
  for (const line of signed) {
    const text = line.slice(1);
    if (line.startsWith('+')) lines.push({ kind: 'added', text, newLine: newLine++ });
    else if (line.startsWith('-')) lines.push({ kind: 'removed', text, oldLine: oldLine++ });
    // `\ No newline at end of file` is about the line before it.
    else if (!line.startsWith('\\'))
      lines.push({ kind: 'context', text, oldLine: oldLine++, newLine: newLine++ });
  }
  return {
    oldStart: oldLines === 0 ? oldStart - 1 : oldStart,
    oldLines,
    newStart: newLines === 0 ? newStart - 1 : newStart,
    newLines,
    lines,
  };
}

/** One hunk from the first line that differs to the last. */
function replaced(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const first = Math.max(0, head - context);
  const kept = Math.min(tail, context);
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  return [
    {
      oldStart: oldEnd + kept === first ? first : first + 1,
      oldLines: oldEnd + kept - first,
      newStart: newEnd + kept === first ? first : first + 1,
      newLines: newEnd + kept - first,
      lines: [
        ...before.slice(first, head).map((text, i) => contextLine(text, first + i, first + i)),
        ...before
          .slice(head, oldEnd)
          .map((text, i): DiffLine => ({ kind: 'removed', text, oldLine: head + i + 1 })),
        ...after
          .slice(head, newEnd)
          .map((text, i): DiffLine => ({ kind: 'added', text, newLine: head + i + 1 })),
        ...after.slice(newEnd, newEnd + kept).map((text, i) => contextLine(text, oldEnd + i, newEnd + i)),
      ],
    },
  ];
}

function contextLine(text: string, oldIndex: number, newIndex: number): DiffLine {
  return { kind: 'context', text, oldLine: oldIndex + 1, newLine: newIndex + 1 };
}

/** Without the empty string behind the last line end. */
function splitLines(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
