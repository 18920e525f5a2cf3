import { constants } from 'node:fs';
import { access, lstat, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { writeText } from '../node/fileStore.ts';
import { WrongUse } from './wrongUse.ts';

/** Where `--output` leads; undefined for the standard output. */
export interface OutputFile {
  /** As it was given. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/** Before anything is sent: throws `WrongUse` where no report could be written. */
export async function openOutput(name: string | undefined, cwd: string): Promise<OutputFile | undefined> {
  if (name === undefined) return undefined;
  const path = resolve(cwd, name);
  if (await isFolder(path)) throw new WrongUse(`--output “${name}” is a folder. Name a file in it.`);
  try {
    await access(await nearestThere(path), constants.W_OK);
  } catch (error) {
    throw new WrongUse(`--output “${name}” cannot be written: ${codeOf(error)}. Name another file.`);
  }
  return { name, path };
}

/** Undefined when it is written; otherwise why it is not. A report replaces a file whole or not at all. */
export async function writeOutput({ path }: OutputFile, content: string): Promise<string | undefined> {
  try {
    // A link, a pipe or a device is written through: a rename would put a file in its place.
    if (await isPlainOrMissing(path)) await writeText(path, content);
    else await writeFile(path, content);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

/** For output that nothing was spent on. Throws `WrongUse` when the disk refuses. */
export async function writeOrRefuse(file: OutputFile, content: string): Promise<void> {
  const refused = await writeOutput(file, content);
  if (refused !== undefined)
    throw new WrongUse(`--output “${file.name}” cannot be written: ${refused}. Name another file.`);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function isPlainOrMissing(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch {
    return true;
  }
}

/** The file, or the folder in which it and the folders on the way to it would be made. Throws for a way through a file. */
async function nearestThere(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    const parent = dirname(path);
    if (parent === path || codeOf(error) !== 'ENOENT') throw error;
    return nearestThere(parent);
  }
}

/** `EACCES`, `ENOTDIR`: what people search for. */
function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
