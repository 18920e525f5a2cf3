import { chooseIndent } from './chooseIndent.ts';
import { indentOf, isBlank, type QuotedLine } from './lineIndent.ts';

/** What a fix replaces, as the file has it. */
export interface ReplacedCode {
  /** From the start of the first line, with what stands before a part of it, to the end of the range. */
  readonly code: string;
  /** The range begins behind other code of its line. */
  readonly isPart: boolean;
  /** The whole text. */
  readonly text: string;
  readonly lineEnd: string;
}

/** `sure`: nothing had to be guessed. */
export interface AdaptedReplacement {
  readonly text: string;
  readonly sure: boolean;
}

/**
 * The replacement in the manner of the file: out of its fence, with the file's line ends, without the blank lines
 * around it that the quote had too, and indented as the file indents where the model's quote was indented otherwise,
 * or its replacement less, or only its first line not.
 */
export function adaptReplacement(
  replacement: string,
  quote: string,
  { code, isPart, text, lineEnd }: ReplacedCode,
): AdaptedReplacement {
  const lines = withoutSharedEdges(unfenced(splitLines(replacement), quote), splitLines(quote));
  const file = splitLines(code);
  const quoted = splitLines(quote).filter((line) => !isBlank(line));
  const { indent, sure } = chooseIndent(lines, pairUp(quoted, file, isPart), {
    file,
    quotedFirst: indentOf(quoted[0] ?? ''),
    isPart,
    text,
  });
  const filled = lines.map((line, at) =>
    isBlank(line) ? line : indent(indentOf(line), at) + line.trimStart(),
  );
  const [first = '', ...rest] = filled;
  return { text: [isPart ? first.trimStart() : first, ...rest].join(lineEnd), sure };
}

/** A fence around the replacement alone is no part of it. */
function unfenced(lines: readonly string[], quote: string): readonly string[] {
  const filled = lines.filter((line) => !isBlank(line));
  const isFenced =
    filled.length > 2 && /^\s*```/.test(filled[0] ?? '') && /^\s*```\s*$/.test(filled.at(-1) ?? '');
  if (!isFenced || quote.includes('```')) return lines;
  return lines.slice(lines.findIndex(isFence) + 1, lines.findLastIndex(isFence));
}

function isFence(line: string): boolean {
  return line.trimStart().startsWith('```');
}

/** The blank lines at the edges of a quote are not among what is replaced, nor is a line end at the end. */
function withoutSharedEdges(lines: readonly string[], quoted: readonly string[]): readonly string[] {
  const leading = Math.min(blankFrom(lines), blankFrom(quoted));
  const trailing = Math.min(blankFrom(lines.toReversed()), Math.max(1, blankFrom(quoted.toReversed())));
  return lines.slice(leading, lines.length - trailing);
}

function blankFrom(lines: readonly string[]): number {
  const first = lines.findIndex((line) => !isBlank(line));
  return first === -1 ? lines.length : first;
}

/** The quoted lines with those they stand for; none when they were broken or joined otherwise. */
function pairUp(
  quoted: readonly string[],
  code: readonly string[],
  isPart: boolean,
): readonly QuotedLine[] | undefined {
  const file = code.filter((line) => !isBlank(line));
  if (file.length !== quoted.length) return undefined;
  const pairs = quoted.map((line, at) => ({ line, other: file[at] ?? '' }));
  const isSame = pairs.every(
    ({ line, other }, at) => (isPart && at === 0) || squeeze(line) === squeeze(other),
  );
  return isSame
    ? pairs.map(({ line, other }) => ({ quoted: indentOf(line), file: indentOf(other) }))
    : undefined;
}

function squeeze(line: string): string {
  return line.replace(/\s+/g, '');
}

function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}
