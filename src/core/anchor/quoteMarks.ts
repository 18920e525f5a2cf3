/** What a model may leave in front of every line of a quote: diff marks, line numbers, both, a gutter. */
const marks = [/^ *\d* \|[ +-]/, /^ *\d+ ?[|:] ?[+-]?/, /^[+-](?![+-])/];

/**
 * The quote as it came, then without what was left around it: a code fence, back quotes, and marks in front of
 * its lines where every line that is not blank has them.
 */
export function undecorate(quote: string): readonly string[] {
  const plain = quote.replace(/^\s*```\w*\r?\n([^]*?)\r?\n?```\s*$/, '$1').replace(/^\s*`([^`]+)`\s*$/, '$1');
  const lines = plain.split(/\r?\n/);
  const found = [quote];
  if (plain !== quote) found.push(plain);
  for (const mark of marks) {
    if (lines.every((line) => line.trim() === '' || mark.test(line))) {
      found.push(lines.map((line) => line.replace(mark, '')).join('\n'));
    }
  }
  return found;
}
