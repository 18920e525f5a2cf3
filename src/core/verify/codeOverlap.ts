/** Letters and digits from which on a line can be told from others. */
const tellingLength = 4;
/** Share of a line's words from which on it counts as the same line, copied badly or edited a little. */
const sameLine = 0.8;

/**
 * The share of the shorter quote's code that stands in the longer one too, 0 to 1, white space and line breaks
 * aside: 1 for a quote with a line more or less. Undefined when one of them holds nothing that can be told from other
 * code.
 */
export function codeOverlap(a: string, b: string): number | undefined {
  const [ours, theirs] = [tellingLines(a), tellingLines(b)];
  if (ours.length === 0 || theirs.length === 0) return undefined;
  const isOursShorter = lengthOf(ours) <= lengthOf(theirs);
  const [small, large] = isOursShorter ? [ours, theirs] : [theirs, ours];
  const whole = squeeze(isOursShorter ? b : a);
  const shared = small.filter(
    (line) => whole.includes(squeeze(line)) || large.some((one) => isLike(line, one)),
  );
  return lengthOf(shared) / lengthOf(small);
}

/** Whether two quotes are the same code but for white space; not when there is none. */
export function isSameCode(a: string, b: string): boolean {
  const code = squeeze(a);
  return code !== '' && code === squeeze(b);
}

function tellingLines(quote: string): readonly string[] {
  const lines = quote.split(/\r\n|\r|\n/).map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line.replace(/[^\p{L}\p{N}]+/gu, '').length >= tellingLength);
}

function squeeze(code: string): string {
  return code.replace(/\s+/g, '');
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

function isLike(a: string, b: string): boolean {
  const [ours, theirs] = [wordsOf(a), wordsOf(b)];
  if (Math.min(ours.length, theirs.length) < 3) return false;
  const left = new Set(theirs);
  const shared = ours.filter((word) => left.has(word)).length;
  return (2 * shared) / (ours.length + theirs.length) >= sameLine;
}

function wordsOf(line: string): readonly string[] {
  return line.match(/[\p{L}\p{N}_$]+/gu) ?? [];
}
