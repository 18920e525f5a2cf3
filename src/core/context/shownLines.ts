import type { ContextFile, ContextFiles, Notation } from './contextFiles.ts';
import { linesOf } from './searchFiles.ts';

/** Longer lines are cut: one line of a data file is not worth a thousand of code. */
const longestLine = 400;

/** Lines of one file, 1-based, in order. Undefined when it may not be shown. */
export async function shownLines(
  file: ContextFile,
  wanted: readonly number[],
  files: ContextFiles,
  notation: Notation,
  signal: AbortSignal,
  keep: (line: string) => boolean = () => true,
): Promise<string | undefined> {
  const shown = await files.show(file, signal);
  if (shown.kind === 'withheld') return undefined;
  const lines = linesOf(shown.text);
  const kept = [...new Set(wanted)]
    .toSorted((a, b) => a - b)
    .flatMap((number) => {
      const line = lines[number - 1];
      return line === undefined || !keep(line) ? [] : [notation.line(number, cut(line))];
    });
  return kept.length === 0 ? undefined : `${header(file, notation)}\n${kept.join('\n')}\n`;
}

export function header(file: ContextFile, notation: Notation, more = ''): string {
  return `=== ${notation.name(file.label)}${more} ===`;
}

export function cut(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
