import type { SymbolPlace, SymbolPlaces, Syntax } from '../ports.ts';
import type { ContextFile, ContextFiles } from './contextFiles.ts';
import { holdsWord, searchFiles, type Hit } from './searchFiles.ts';

export interface NameSources {
  readonly files: ContextFiles;
  readonly syntax: Syntax;
  /** What the editor knows; nothing where there is no editor. */
  readonly symbols?: SymbolPlaces;
}

/** Files that are parsed to find one definition. */
const mostParsed = 40;

export interface NamedPlaces {
  readonly hits: readonly Hit[];
  /** Places that may not be shown. */
  readonly hidden: number;
  /** Found as a word in the text: a line shows it, or it stood in what was masked. */
  readonly byText: boolean;
}

/** Where a name is defined: by the language services, else by the parser in files that hold the name. */
export async function definitionsOf(
  name: string,
  at: SymbolPlace | undefined,
  { files, syntax, symbols }: NameSources,
  signal: AbortSignal,
): Promise<NamedPlaces> {
  const known = at === undefined ? [] : ((await symbols?.definitions(name, at, signal)) ?? []);
  const listed = await files.list(signal);
  if (known.length > 0) return within(known, listed);
  const holding = await filesWith(name, listed, files, signal);
  const hits: Hit[] = [];
  for (const file of holding.slice(0, mostParsed)) {
    const text = await files.search(file, signal);
    const outline = text === undefined ? undefined : await syntax.outline(file.ref.path, text, signal);
    for (const definition of outline?.definitions ?? [])
      if (definition.name === name) hits.push({ file, line: definition.signature.start });
  }
  return { hits, hidden: 0, byText: false };
}

/** Where a name is used: by the language services, else every line that holds it. */
export async function referencesOf(
  name: string,
  at: SymbolPlace | undefined,
  { files, symbols }: NameSources,
  signal: AbortSignal,
): Promise<NamedPlaces> {
  const known = at === undefined ? [] : ((await symbols?.references(name, at, signal)) ?? []);
  const listed = await files.list(signal);
  if (known.length > 0) return within(known, listed);
  const { hits } = await searchFor(name, listed, files, signal);
  return { hits, hidden: 0, byText: true };
}

/** The lines that hold a name as a word. */
async function searchFor(
  name: string,
  listed: readonly ContextFile[],
  files: ContextFiles,
  signal: AbortSignal,
): ReturnType<typeof searchFiles> {
  return searchFiles(
    listed,
    files,
    (line) => holdsWord(line, name),
    (text) => text.includes(name),
    signal,
  );
}

async function filesWith(
  name: string,
  listed: readonly ContextFile[],
  files: ContextFiles,
  signal: AbortSignal,
): Promise<readonly ContextFile[]> {
  const { hits } = await searchFor(name, listed, files, signal);
  return [...new Set(hits.map(({ file }) => file))];
}

/** A language service also knows libraries and folders that are none of the review's. */
function within(places: readonly SymbolPlace[], listed: readonly ContextFile[]): NamedPlaces {
  const byPath = new Map(listed.map((file) => [`${file.ref.root}/${file.ref.path}`, file]));
  const hits = places.flatMap(({ file, line }) => {
    const known = byPath.get(`${file.root}/${file.path}`);
    return known === undefined ? [] : [{ file: known, line }];
  });
  return { hits, hidden: places.length - hits.length, byText: false };
}
