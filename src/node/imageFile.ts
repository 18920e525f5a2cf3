import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageContent, ReadImage } from '../core/collect/collectAttachments.ts';
import type { FileRef } from '../core/finding.ts';
import type { Revision } from '../core/ports.ts';
import { readBlobBytes } from './gitBlobs.ts';
import type { GitPlace } from './gitRevisions.ts';
import { isWithin } from './workTreeFile.ts';

/** Reads images of the work tree from the disk, those of commits and of the index with the given git. */
export function createImageReader(gitPath: string): ReadImage {
  return async (ref, version, maxBytes, signal) =>
    version === 'work-tree'
      ? readImageFile(ref, maxBytes)
      : readImageBlob({ root: ref.root, gitPath }, version, ref.path, maxBytes, signal);
}

async function readImageBlob(
  place: GitPlace,
  revision: Revision,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ImageContent> {
  const blob = await readBlobBytes(place, revision, path, maxBytes, signal);
  if (!blob.ok || blob.value === undefined) return { kind: 'nothing' };
  const { size, bytes } = blob.value;
  return bytes === undefined
    ? { kind: 'too-large', bytes: size }
    : { kind: 'bytes', bytes, base64: bytes.toString('base64') };
}

/**
 * The bytes of a file of the work tree. Symbolic links are never followed, neither the file itself nor a folder on
 * the way that leads out of the root; a file above `maxBytes` is not read at all.
 */
async function readImageFile({ root, path }: FileRef, maxBytes: number): Promise<ImageContent> {
  const full = join(root, path);
  try {
    if (!(await lstat(full)).isFile()) return { kind: 'nothing' };
    const [realRoot, realFolder] = await Promise.all([realpath(root), realpath(dirname(full))]);
    if (!isWithin(realRoot, realFolder)) return { kind: 'nothing' };
    // Windows has no O_NOFOLLOW; there the look above has to do.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
    await using file = await open(full, flags);
    const { size } = await file.stat();
    if (size > maxBytes) return { kind: 'too-large', bytes: size };
    const bytes = await file.readFile();
    return { kind: 'bytes', bytes, base64: bytes.toString('base64') };
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return { kind: 'nothing' };
  }
}
