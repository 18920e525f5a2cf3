/**
 * The replacement in the manner of the file: its line ends, no line end at the end, and indented as the file
 * indents where the model's quote was indented otherwise (or its replacement not at all).
 */
export function adaptReplacement(replacement: string, quote: string, indent: string, text: string): string {
  const lines = replacement.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  const quoted = indentOf(quote.split(/\r\n|\r|\n/));
  const given = indentOf(lines);
  const from = quoted !== indent ? quoted : given === '' ? '' : indent;
  const shifted =
    from === indent
      ? lines
      : lines.map((line) =>
          line.trim() === '' || !line.startsWith(from) ? line : indent + line.slice(from.length),
        );
  return shifted.join(lineEndOf(text));
}

/** White space in front of the first line that is not blank. */
function indentOf(lines: readonly string[]): string {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return /^[ \t]*/.exec(first)?.[0] ?? '';
}

function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
