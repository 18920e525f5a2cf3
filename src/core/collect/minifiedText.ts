/** What minifiers write; prose and data tables have long lines of their own right. */
const minifiable = /\.(?:[cm]?[jt]sx?|css|json|html?|svg)$/i;

/** Shorter texts cost nothing and may be a line that somebody wrote. */
const leastCharacters = 1_500;
/** Nobody reviews a longer line of code; a line behind a minifier has thousands. */
const longLine = 500;
const leastShareInLongLines = 0.8;
/** So many lines of code beside the long ones, and the long ones are data that somebody embedded. */
const linesOfAnAuthor = 10;

/**
 * True for a text whose code stands in a few very long lines. No file of the 391 hand-written ones measured
 * comes near: the longest average line there is 57 characters, and none has a third of its text in long lines.
 */
export function looksMinified(path: string, text: string): boolean {
  if (text.length < leastCharacters || !minifiable.test(path)) return false;
  let inLongLines = 0;
  let longLines = 0;
  let codeLines = 0;
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    if (end - start > longLine) {
      inLongLines += end - start;
      longLines++;
    } else if (codeLines <= text.length / longLine && isCode(text.slice(start, end))) codeLines++;
    start = end + 1;
  }
  if (inLongLines < leastShareInLongLines * text.length) return false;
  return codeLines < linesOfAnAuthor || codeLines < longLines;
}

function isCode(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.length > 1 && !/^(?:\/\/|\/\*|\*|<!--)/.test(trimmed);
}
