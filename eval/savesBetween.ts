import { diffTexts } from '../src/core/collect/hunks.ts';
import type { Draw } from './draw.ts';

/** Lines typed between two saves, at most. */
const linesEachSave = 12;

/** In a hundred saves: of an unchanged text, and of one that is taken back and put in again. */
const unchanged = 0.1;
const takenBack = 0.08;

/** Lines from `start` (0-based) on that other lines take the place of. */
interface Step {
  readonly start: number;
  readonly removed: number;
  readonly added: readonly string[];
}

/** The texts a user may save on the way from one version to another, edit by edit and from top to bottom. */
export function savesBetween(before: string, after: string, draw: Draw): readonly string[] {
  const saves: string[] = [];
  let lines = before.replace(/\r\n?/g, '\n').split('\n');
  let shift = 0;
  for (const { start, removed, added } of stepsBetween(before, after)) {
    const old = lines.join('\n');
    lines = [...lines.slice(0, start + shift), ...added, ...lines.slice(start + shift + removed)];
    shift += added.length - removed;
    const now = lines.join('\n');
    saves.push(now);
    if (draw.chance(unchanged)) saves.push(now);
    if (draw.chance(takenBack)) saves.push(old, now);
  }
  return saves;
}

function stepsBetween(before: string, after: string): readonly Step[] {
  return diffTexts(before, after).flatMap(({ oldStart, oldLines, lines }) => {
    const steps: Step[] = [];
    let at = oldLines === 0 ? oldStart : oldStart - 1;
    let removed = 0;
    let added: string[] = [];
    const close = (): void => {
      for (let from = 0; from < Math.max(added.length, 1); from += linesEachSave) {
        const typed = added.slice(from, from + linesEachSave);
        const taken = from === 0 ? removed : 0;
        if (taken + typed.length > 0) steps.push({ start: at, removed: taken, added: typed });
        if (from === 0) at += removed;
      }
      removed = 0;
      added = [];
    };
    for (const line of lines) {
      if (line.kind === 'removed') removed++;
      else if (line.kind === 'added') added.push(line.text);
      else {
        close();
        at++;
      }
    }
    close();
    return steps;
  });
}
