import type { ContextFile, ContextFiles } from './contextFiles.ts';

/** A line that may hold what was looked for; 1-based. */
export interface Hit {
  readonly file: ContextFile;
  readonly line: number;
}

export interface SearchResult {
  readonly hits: readonly Hit[];
  /** Files that were looked into, of those that there are. */
  readonly searched: number;
  readonly files: number;
}

/** Files looked into for one search, and hits it ends with. */
const mostFiles = 5_000;
const mostHits = 200;
const concurrentReads = 8;

/** The lines on which `matches` finds something, in the order of the files. */
export async function searchFiles(
  files: readonly ContextFile[],
  source: Pick<ContextFiles, 'search'>,
  matches: (line: string) => boolean,
  mayHold: (text: string) => boolean,
  signal: AbortSignal,
): Promise<SearchResult> {
  const hits: Hit[] = [];
  const chosen = files.slice(0, mostFiles);
  let searched = 0;
  for (let from = 0; from < chosen.length && hits.length < mostHits; from += concurrentReads) {
    signal.throwIfAborted();
    const group = chosen.slice(from, from + concurrentReads);
    const texts = await Promise.all(group.map(async (file) => source.search(file, signal)));
    for (const [index, file] of group.entries()) {
      const text = texts[index];
      searched++;
      if (text === undefined || !mayHold(text)) continue;
      for (const [at, line] of linesOf(text).entries()) if (matches(line)) hits.push({ file, line: at + 1 });
    }
  }
  return { hits: hits.slice(0, mostHits), searched, files: files.length };
}

export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

/** The name stands there by itself, not as a part of another. */
export function holdsWord(line: string, word: string): boolean {
  return holdsWordAt(line, word) !== undefined;
}

/** Where it first does, in UTF-16 units; undefined when it does not. */
export function holdsWordAt(line: string, word: string): number | undefined {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1))
    if (!isOfName(line[at - 1]) && !isOfName(line[at + word.length])) return at;
  return undefined;
}

function isOfName(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
}
