import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Undefined for a value it does not take. */
export type Parse<T> = (value: unknown) => T | undefined | Promise<T | undefined>;

export type Loaded<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'missing' }
  /** Not what was written; moved to `asidePath` so that nothing is lost and the next write does not fail. */
  | { readonly kind: 'damaged'; readonly asidePath: string };

/** Reads a JSON file that others write too. */
export async function readJson<T>(
  path: string,
  parse: Parse<T>,
): Promise<Exclude<Loaded<T>, { kind: 'damaged' }> | { readonly kind: 'unreadable' }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'missing' };
    throw error;
  }
  const value = await parse(parseJson(text));
  return value === undefined ? { kind: 'unreadable' } : { kind: 'value', value };
}

/** Reads a JSON file of ours; one that cannot be read is set aside. Throws when the disk refuses. */
export async function loadJson<T>(path: string, parse: Parse<T>): Promise<Loaded<T>> {
  const read = await readJson(path, parse);
  if (read.kind !== 'unreadable') return read;
  const asidePath = `${path}.damaged-${Date.now()}`;
  await rename(path, asidePath);
  return { kind: 'damaged', asidePath };
}

/** Undefined for what is no JSON, which no JSON text parses to. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes all or nothing: a crash in the middle leaves the file as it was. Makes the folder. What comes in parts is
 * written part by part.
 */
export async function writeText(
  path: string,
  content: string | Uint8Array | readonly string[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
