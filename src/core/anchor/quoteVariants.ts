/**
 * The readings of a quote, most literal first: as written; out of its fence or backticks; without what the
 * model left of the gutter it was shown (line numbers, bar, diff marks); of a diff with both sides, the new one.
 * White space around is dropped, but for the indentation of the first line.
 */
export function quoteVariants(quote: string): readonly string[] {
  const variants = [trimBlankLines(quote)];
  for (const remove of [withoutFence, withoutGutter]) {
    const last = variants.at(-1) ?? '';
    const cleaned = remove(last);
    if (cleaned !== undefined && cleaned.trim() !== '') variants.push(trimBlankLines(cleaned));
  }
  const newSide = sideOf(withoutFence(quote) ?? quote, '+');
  return newSide === undefined ? variants : [...variants, newSide];
}

/** Of a quote that mixes removed lines with others, the side they are on; none for other quotes. */
export function oldSideOf(quote: string): readonly string[] {
  const oldSide = sideOf(withoutFence(quote) ?? quote, '-');
  return oldSide === undefined ? [] : [oldSide];
}

export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

function trimBlankLines(text: string): string {
  return text.replace(/^(?:[^\S\r\n]*(?:\r\n|\r|\n))+/, '').trimEnd();
}

function withoutFence(quote: string): string | undefined {
  const fenced = /^\s*(`{3,}|~{3,})[^\r\n`]*(?:\r\n|\r|\n)([\s\S]*?)(?:\r\n|\r|\n)?\s*\1\s*$/.exec(quote);
  if (fenced !== null) return fenced[2];
  return /^\s*(`+)([^`][\s\S]*?)\1$/.exec(quote)?.[2];
}

/** What stands left of the code in a numbered listing, a diff or the prompt; only if on every line. */
const gutters: readonly RegExp[] = [
  /^\s*\d+\s*\|[ +-]/,
  /^\s*(?:\d+\s*)?\|[ +-]/,
  /^\s*\d+\s*\|/,
  /^\s*(?:[+-]\s*)?\d+\s*[:|│→\t]/,
  /^\s*L?\d+[:.)]\s/,
  /^\s*\d+\s+[+-](?=\s|$)/,
  /^\s*\d+ /,
];

function withoutGutter(quote: string): string | undefined {
  const lines = linesOf(quote);
  const filled = lines.filter((line) => line.trim() !== '');
  const gutter = gutters.find((pattern) => filled.every((line) => pattern.test(line)));
  const stripped = gutter === undefined ? lines : lines.map((line) => line.replace(gutter, ''));
  const unmarked = withoutMarks(stripped);
  return gutter === undefined && unmarked === undefined ? undefined : (unmarked ?? stripped).join('\n');
}

/** A diff's first column: `+` or `-`, and a space before unchanged lines. */
function withoutMarks(lines: readonly string[]): readonly string[] | undefined {
  const filled = lines.filter((line) => line.trim() !== '');
  if (
    filled.every((line) => /^[+-]/.test(line)) ||
    (isDiff(filled) && filled.some((line) => /^[+-]/.test(line)))
  )
    return lines.map((line) => line.slice(1));
  if (filled.every((line) => /^\s*[+-]\s?/.test(line))) return lines.map((line) => line.replace(/[+-]/, ''));
  return undefined;
}

/** A line of a diff, maybe behind the gutter of the prompt: its mark and its text. */
const diffLine = /^(?:\s*(?:\d+\s*)?\|)?([ +-])(.*)$/;

/** The lines with a mark and the unchanged ones; undefined unless both that mark and another stand in the quote. */
function sideOf(quote: string, mark: '+' | '-'): string | undefined {
  const filled = linesOf(trimBlankLines(quote)).filter((line) => line.trim() !== '');
  const parsed = filled.flatMap((line) => {
    const [, sign, text] = diffLine.exec(line) ?? [];
    return sign === undefined || text === undefined ? [] : [{ sign, text }];
  });
  const signs = new Set(parsed.map(({ sign }) => sign));
  if (parsed.length < filled.length || !signs.has('-') || !signs.has(mark) || signs.size < 2)
    return undefined;
  return parsed
    .filter(({ sign }) => sign === mark || sign === ' ')
    .map(({ text }) => text)
    .join('\n');
}

function isDiff(filled: readonly string[]): boolean {
  return filled.every((line) => /^[ +-]/.test(line));
}
