import { readdir, stat } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { parseCutOff, type CutOffOutline } from '../core/findings/cutOffReview.ts';
import { loadJson } from './fileStore.ts';
import { pulseMs, type NoteOwner } from './noteOwner.ts';

/** A note that was not written for so long is nobody's: its machine was lost, or its process number is another's. */
const silentMs = 4 * pulseMs;

/** Of a window; the first version had one for all. */
const nameOfNote = /^running(?:-[0-9a-f-]+)?\.json$/;

export interface LeftNotes {
  /** The review that was cut off last; undefined when none was. */
  readonly newest: CutOffOutline | undefined;
  /** The files of all that were. */
  readonly paths: readonly string[];
  /** Where what could not be read was put. */
  readonly asidePaths: readonly string[];
}

/** Reads the notes in a folder of reviews whose windows are gone; those of reviews that run are left alone. Rejects as the disk does. */
export async function readLeftNotes(folder: string): Promise<LeftNotes> {
  const left: { readonly path: string; readonly writtenMs: number; readonly outline: CutOffOutline }[] = [];
  const asidePaths: string[] = [];
  for (const name of await readdir(folder)) {
    if (!nameOfNote.test(name)) continue;
    const path = join(folder, name);
    // Gone since it was listed: that review has ended.
    const writtenMs = (await stat(path).catch(() => undefined))?.mtimeMs;
    if (writtenMs === undefined) continue;
    const loaded = await loadJson(path, parseCutOff);
    if (loaded.kind === 'damaged') asidePaths.push(loaded.asidePath);
    if (loaded.kind !== 'value' || loaded.value === 'none') continue;
    const { owner } = loaded.value;
    if (owner === undefined || !isThere(owner, writtenMs))
      left.push({ path, writtenMs, outline: loaded.value });
  }
  left.sort((a, b) => b.writtenMs - a.writtenMs);
  return { newest: left[0]?.outline, paths: left.map(({ path }) => path), asidePaths };
}

function isThere({ pid, host }: NoteOwner, writtenMs: number): boolean {
  const nowMs = Date.now();
  if (nowMs - writtenMs > silentMs) return false;
  // Of another machine on the same disk only its silence tells.
  if (host !== hostname()) return true;
  const startedMs = nowMs - uptime() * 1000;
  return writtenMs > startedMs && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's may not be asked, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
