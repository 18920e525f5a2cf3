import type { Hunk } from '../change.ts';

/**
 * Where a hunk changes the new text. `line` is an added line; or, with `removed`, the line that now follows what was
 * removed (one behind the last line where nothing does), `removed` being the first removed line that is not blank.
 */
export interface ChangedPlace {
  readonly line: number;
  readonly removed?: string;
}

/** In order, each line at most once in each way. */
export function changedPlaces(hunk: Hunk): readonly ChangedPlace[] {
  const places: ChangedPlace[] = [];
  let { newAt } = startsOf(hunk);
  let removed: string | undefined;
  const leave = (): void => {
    if (removed !== undefined) places.push({ line: newAt, removed });
    removed = undefined;
  };
  for (const line of hunk.lines) {
    if (line.kind === 'removed') {
      if (removed === undefined || removed.trim() === '') removed = line.text;
      continue;
    }
    leave();
    if (line.kind === 'added') places.push({ line: newAt });
    newAt++;
  }
  leave();
  return places;
}

/** The first line of each side that the hunk is about, or that follows it where that side has none. */
export function startsOf({ oldStart, oldLines, newStart, newLines }: Hunk): {
  readonly oldAt: number;
  readonly newAt: number;
} {
  // Git numbers an empty side by the line before it.
  return { oldAt: oldLines === 0 ? oldStart + 1 : oldStart, newAt: newLines === 0 ? newStart + 1 : newStart };
}
