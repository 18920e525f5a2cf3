import * as z from 'zod/mini';
import type { FileRef } from '../finding.ts';
import type { FunctionCall } from '../modelClient.ts';
import type { SymbolPlace } from '../ports.ts';
import { toolError, type Toolbox, type ToolOutput } from '../toolbox.ts';
import type { ContextFile, Notation } from './contextFiles.ts';
import { contextArguments, contextFunctions, type ContextFunction } from './contextFunctions.ts';
import { listedFolder } from './listedFolder.ts';
import { definitionsOf, referencesOf, type NamedPlaces, type NameSources } from './namedPlaces.ts';
import { holdsWord, linesOf, searchFiles, type Hit } from './searchFiles.ts';
import { cut, header, shownLines } from './shownLines.ts';

/** Bounds of one output. */
const mostLines = 400;
const mostPlaces = 60;
/** Lines shown below the beginning of a definition. */
const belowDefinition = 40;
/** UTF-16 units. */
const longestOutput = 40_000;

/** What a model may look up in the files of a project while it reviews. */
export function createContextToolbox(sources: NameSources, notation: Notation): Toolbox {
  const { files } = sources;

  async function run(call: FunctionCall, signal: AbortSignal): Promise<ToolOutput> {
    const known = contextFunctions.find(({ name }) => name === call.name);
    if (known === undefined) return toolError('There is no such function.');
    const parsed = parseArguments(known.name, call.args);
    if (!parsed.ok) return toolError(parsed.why);
    const { args } = parsed;
    switch (args.name) {
      case 'read_lines':
        return readLines(args.file, args.start ?? 1, args.end ?? undefined, signal);
      case 'list_files': {
        const folder = tidied(args.folder ?? '');
        return answerOf(listedFolder(await inFolder(folder, signal), folder, notation));
      }
      case 'search':
        return search(args.text, tidied(args.folder ?? ''), signal);
      case 'find_definitions':
      case 'find_references': {
        const find = args.name === 'find_definitions' ? definitionsOf : referencesOf;
        const at = await placeOf(args.file ?? undefined, args.line ?? undefined, signal);
        const places = await find(args.symbol, at, sources, signal);
        const below = args.name === 'find_definitions' ? belowDefinition : 0;
        return showPlaces(args.symbol, places, below, signal);
      }
    }
  }

  async function readLines(
    path: string,
    start: number,
    end: number | undefined,
    signal: AbortSignal,
  ): Promise<ToolOutput> {
    const file = findFile(await files.list(signal), path);
    if (file === undefined) return toolError('There is no such file, or it may not be shown.');
    const shown = await files.show(file, signal);
    if (shown.kind === 'withheld') return toolError(shown.why);
    const lines = linesOf(shown.text);
    if (start > lines.length) return toolError(`The file has only ${lines.length} lines.`);
    const last = Math.min(end ?? start + mostLines - 1, start + mostLines - 1, lines.length);
    const wanted = lines.slice(start - 1, last);
    const body = wanted.map((line, index) => notation.line(start + index, cut(line)));
    const head = header(file, notation, ` lines ${start} to ${last} of ${lines.length}`);
    return answerOf([head, ...body].join('\n'), [file.ref]);
  }

  async function search(text: string, folder: string, signal: AbortSignal): Promise<ToolOutput> {
    const line = linesOf(text).find((one) => one.trim() !== '') ?? '';
    if (line === '') return toolError('There is nothing to look for.');
    const holds = (one: string): boolean => one.includes(line);
    const found = await searchFiles(await inFolder(folder, signal), files, holds, holds, signal);
    // What is found in a secret only must not be told: asking again and again would spell it out.
    const shown = await showHits(found.hits, 0, signal, holds);
    const rest =
      found.searched < found.files
        ? `\n(${found.searched} of ${found.files} files were searched; name a folder)`
        : '';
    return { ...shown, output: shown.output + rest };
  }

  async function showPlaces(
    name: string,
    { hits, hidden, byText }: NamedPlaces,
    below: number,
    signal: AbortSignal,
  ): Promise<ToolOutput> {
    const keep = byText ? (line: string): boolean => holdsWord(line, name) : undefined;
    const shown = await showHits(hits, below, signal, keep);
    return hidden === 0
      ? shown
      : { ...shown, output: `${shown.output}\n(${hidden} more outside of the files that may be shown)` };
  }

  async function showHits(
    hits: readonly Hit[],
    below: number,
    signal: AbortSignal,
    keep?: (line: string) => boolean,
  ): Promise<ToolOutput> {
    const parts: string[] = [];
    const shown: FileRef[] = [];
    for (const [file, own] of Map.groupBy(hits.slice(0, mostPlaces), (hit) => hit.file)) {
      const wanted = own.flatMap(({ line }) =>
        Array.from({ length: below + 1 }, (_, offset) => line + offset),
      );
      const part = await shownLines(file, wanted, files, notation, signal, keep);
      if (part === undefined) continue;
      parts.push(part);
      shown.push(file.ref);
    }
    if (parts.length === 0) return answerOf('Nothing was found.');
    const more = hits.length - mostPlaces;
    return answerOf(parts.join('\n') + (more > 0 ? `(${more} more places)\n` : ''), shown);
  }

  async function inFolder(folder: string, signal: AbortSignal): Promise<readonly ContextFile[]> {
    const listed = await files.list(signal);
    return folder === '' ? listed : listed.filter(({ label }) => label.startsWith(`${folder}/`));
  }

  async function placeOf(
    path: string | undefined,
    line: number | undefined,
    signal: AbortSignal,
  ): Promise<SymbolPlace | undefined> {
    if (path === undefined || line === undefined) return undefined;
    const file = findFile(await files.list(signal), path);
    return file === undefined ? undefined : { file: file.ref, line };
  }

  return { functions: contextFunctions, run };
}

type CheckedArguments =
  | ({ readonly name: 'read_lines' } & z.infer<typeof contextArguments.read_lines>)
  | ({ readonly name: 'list_files' } & z.infer<typeof contextArguments.list_files>)
  | ({ readonly name: 'search' } & z.infer<typeof contextArguments.search>)
  | ({ readonly name: 'find_definitions' | 'find_references'; readonly symbol: string } & Omit<
      z.infer<typeof contextArguments.find_definitions>,
      'name'
    >);

type ParsedArguments =
  { readonly ok: true; readonly args: CheckedArguments } | { readonly ok: false; readonly why: string };

function parseArguments(name: ContextFunction, args: unknown): ParsedArguments {
  const parsed = z.safeParse<z.ZodMiniType>(contextArguments[name], args);
  if (parsed.success) {
    const values = parsed.data as Record<string, unknown>;
    return { ok: true, args: { ...values, symbol: values['name'], name } as CheckedArguments };
  }
  const [issue] = parsed.error.issues;
  const at = issue?.path.join('.') ?? '';
  return { ok: false, why: `The arguments are not as declared${at === '' ? '' : `: see “${at}”`}.` };
}

function answerOf(output: string, shown: readonly FileRef[] = []): ToolOutput {
  const bounded =
    output.length > longestOutput ? `${output.slice(0, longestOutput)}\n(cut here: ask for less)` : output;
  return { output: bounded, isError: false, shown };
}

/** As the model may write a path: with `./` or a slash in front, or a slash behind. */
function tidied(path: string): string {
  const trimmed = path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
  return trimmed === '.' ? '' : trimmed;
}

function findFile(files: readonly ContextFile[], path: string): ContextFile | undefined {
  const wanted = tidied(path);
  return files.find(({ label }) => label === path || label === wanted);
}
