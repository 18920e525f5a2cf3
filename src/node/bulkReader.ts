import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import type { FileContent } from '../core/ports.ts';
import { decode } from './decodeText.ts';
import { isWithin, readWorkTreeFile, type ReadWorkTree } from './workTreeFile.ts';

/** Most files fit into it, and then cost one read. */
const usualBytes = 262_144;

/** A read that takes longer, in ms, may tell of a slow disk; or of a busy processor, but then few in a row do. */
const promptRead = 2;
const mostSlowReads = 8;
const promptPerSlow = 5;

/**
 * A reader of tens of thousands of files for a thread of its own, which waits for the disk; see `readWorkTreeFile` for
 * what it gives. It asks about every folder once. Once the disk turns out to be slow, it reads through the thread
 * pool, where several files can be waited for at once.
 */
export function createBulkReader(root: string, maxBytes: number): ReadWorkTree {
  const folders = new Map<string, boolean>();
  const buffer = Buffer.allocUnsafeSlow(Math.min(usualBytes, maxBytes + 1));
  let realRoot: string | undefined;
  let slowReads = 0;
  const isInside = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    realRoot ??= realpathSync.native(root);
    const real = realpathSync.native(folder === '' ? root : `${root}/${folder}`);
    const inside = isWithin(realRoot, real);
    folders.set(folder, inside);
    return inside;
  };
  const readInPlace = (path: string): FileContent => {
    try {
      if (!isInside(path.slice(0, Math.max(0, path.lastIndexOf('/'))))) return { kind: 'symlink' };
      return readRegular(`${root}/${path}`, maxBytes, buffer);
    } catch (error) {
      return refuseFor(error);
    }
  };
  return async (path) => {
    if (slowReads > mostSlowReads) return readWorkTreeFile(root, path, maxBytes);
    const begin = performance.now();
    const content = readInPlace(path);
    if (performance.now() - begin > promptRead) slowReads++;
    else if (slowReads > 0) slowReads -= 1 / promptPerSlow;
    return content;
  };
}

/** Opened so that a link is refused and a pipe does not wait for its other end. Windows knows neither flag. */
const openFlags =
  process.platform === 'win32'
    ? constants.O_RDONLY
    : constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

function readRegular(full: string, maxBytes: number, buffer: Buffer): FileContent {
  if (process.platform === 'win32' && lstatSync(full).isSymbolicLink()) return { kind: 'symlink' };
  const descriptor = openSync(full, openFlags);
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    // A file that does not fill the buffer needs no question about its size; what is no file reads as nothing.
    if (length > 0 && length < buffer.length) return decode(buffer.subarray(0, length));
    const status = fstatSync(descriptor);
    if (!status.isFile()) return notAFile;
    if (status.size > maxBytes) return { kind: 'too-large', bytes: status.size };
    return decode(length === 0 ? buffer.subarray(0, 0) : readFully(descriptor, status.size));
  } finally {
    closeSync(descriptor);
  }
}

const notAFile: FileContent = { kind: 'unreadable', detail: 'not a file' };

function readFully(descriptor: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, buffer, length, size - length, length);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

/** What opening or reading at a place says of folders, pipes and devices. */
const notFiles: ReadonlySet<string> = new Set(['EISDIR', 'ENXIO', 'EAGAIN', 'ESPIPE']);

function refuseFor(error: unknown): FileContent {
  const { code } = error as NodeJS.ErrnoException;
  if (notFiles.has(code ?? '')) return notAFile;
  if (code === 'ELOOP') return { kind: 'symlink' };
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  return { kind: 'unreadable', detail: code ?? 'unknown error' };
}
