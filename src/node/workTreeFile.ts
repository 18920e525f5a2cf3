import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { FileContent } from '../core/ports.ts';
import { decode } from './decodeText.ts';

/** Reads that take longer, in ms, tell of a disk too slow to be waited for; one alone, of a busy processor. */
const slowRead = 25;
const mostSlowReads = 2;

/** Reading goes on for so long, in ms, before others have their turn. */
const longestTurn = 8;

/** Reads files below a root, see `readWorkTreeFile`. */
export type ReadWorkTree = (path: string) => Promise<FileContent>;

/**
 * A reader for many files. While the disk answers at once, as it does for what git has just read, files are read in
 * place: going through the thread pool costs several times as much. After a few slow answers it waits no more.
 */
export function createWorkTreeReader(root: string, maxBytes: number): ReadWorkTree {
  let slowReads = 0;
  let turn = 0;
  return async (path) => {
    if (slowReads > mostSlowReads) return readWorkTreeFile(root, path, maxBytes);
    if (turn > longestTurn) {
      turn = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const begin = performance.now();
    const content = readInPlace(root, path, maxBytes);
    const took = performance.now() - begin;
    turn += took;
    if (took > slowRead) slowReads++;
    return content;
  };
}

/**
 * The file at `path` below `root`, as text where it is text. Symbolic links are never followed, neither the file
 * itself nor a folder on the way that leads out of the root.
 */
export async function readWorkTreeFile(root: string, path: string, maxBytes: number): Promise<FileContent> {
  const full = join(root, path);
  try {
    const refused = refuse(await lstat(full), maxBytes);
    if (refused !== undefined) return refused;
    const [realRoot, realFolder] = await Promise.all([realpath(root), realpath(dirname(full))]);
    if (!isWithin(realRoot, realFolder)) return { kind: 'symlink' };
    return decode(await readFile(full));
  } catch (error) {
    return refuseFor(error);
  }
}

function readInPlace(root: string, path: string, maxBytes: number): FileContent {
  const full = join(root, path);
  try {
    const refused = refuse(lstatSync(full), maxBytes);
    if (refused !== undefined) return refused;
    if (!isWithin(realpathSync.native(root), realpathSync.native(dirname(full)))) return { kind: 'symlink' };
    return decode(readFileSync(full));
  } catch (error) {
    return refuseFor(error);
  }
}

/** Why what is there is no text to read. */
function refuse(status: Stats, maxBytes: number): FileContent | undefined {
  if (status.isSymbolicLink()) return { kind: 'symlink' };
  if (!status.isFile()) return { kind: 'unreadable', detail: 'not a file' };
  return status.size > maxBytes ? { kind: 'too-large', bytes: status.size } : undefined;
}

function refuseFor(error: unknown): FileContent {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  return { kind: 'unreadable', detail: code ?? 'unknown error' };
}

/** Both as the disk has them. The root of a drive ends with its separator already. */
export function isWithin(realRoot: string, realFolder: string): boolean {
  return realFolder === realRoot || realFolder.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
}
