import { basename, dirname, extname } from 'node:path';
import { mostSimilarText } from '../core/findings/similarTexts.ts';
import { readWorkTreeFile } from './workTreeFile.ts';

/** Files read to find where one went. */
const mostCandidates = 200;

/** Folders of the old path that may be kept below a folder that was renamed. */
const deepestFolder = 8;

/**
 * Where a file that is no longer at `path` went to: among `created`, files and folders that came up at about the
 * same time, the one whose text shares most lines with `text`, its last known one, and at least half of them, or
 * `leastShared`. Paths are absolute, with `/`.
 */
export async function findRenamedFile(
  path: string,
  text: string,
  created: readonly string[],
  leastShared?: number,
): Promise<string | undefined> {
  const likeliest = created
    .filter((candidate) => candidate !== path)
    .toSorted((a, b) => likeness(b, path) - likeness(a, path))
    .slice(0, mostCandidates);
  const found: { readonly path: string; readonly text: string }[] = [];
  for (const candidate of likeliest) {
    const file = (await readText(candidate, text)) ?? (await readBelow(candidate, path, text));
    if (file !== undefined) found.push(file);
  }
  return mostSimilarText(text, found, leastShared)?.path;
}

function likeness(candidate: string, path: string): number {
  return Number(basename(candidate) === basename(path)) * 2 + Number(extname(candidate) === extname(path));
}

/** Of a folder, the file that stands in it as the old one stood in its own. */
async function readBelow(folder: string, path: string, text: string) {
  const segments = path.split('/');
  for (let kept = 1; kept <= Math.min(deepestFolder, segments.length - 1); kept++) {
    const file = await readText(`${folder}/${segments.slice(-kept).join('/')}`, text);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Undefined for what is no text, and for a text of quite another size. */
async function readText(path: string, text: string) {
  const content = await readWorkTreeFile(dirname(path), basename(path), 4 * text.length + 10_000);
  return content.kind === 'text' ? { path, text: content.text } : undefined;
}
