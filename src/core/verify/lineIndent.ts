/** White space in front of one line, in the quote and in the file. */
export interface QuotedLine {
  readonly quoted: string;
  readonly file: string;
}

export interface Surroundings {
  /** The lines that are replaced, the first of them from its start. */
  readonly file: readonly string[];
  /** White space in front of the quote's first line. */
  readonly quotedFirst: string;
  /** What is replaced begins behind other code of its line. */
  readonly isPart: boolean;
  /** The whole text. */
  readonly text: string;
}

/** The white space that a line of the replacement gets for the one it has; `at` is 0 for the first. */
export type Indent = (given: string, at: number) => string;

export interface ChosenIndent {
  readonly indent: Indent;
  /** False when it is a guess. */
  readonly sure: boolean;
}

/** How many lines that stay what they are would stand as they do. */
export function keptWith(indent: Indent, lines: readonly string[], file: readonly string[]): number {
  return lines.filter((line, at) => {
    const same = isBlank(line) ? [] : file.filter((one) => one.trim() === line.trim());
    const indents = new Set(same.map(indentOf));
    return indents.size === 1 && indents.has(indent(indentOf(line), at));
  }).length;
}

/** White space in front of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
