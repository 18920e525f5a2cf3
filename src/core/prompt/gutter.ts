/** Characters that some readers take for a line end, but for the usual one. */
const oddLineEnds = /[\r\v\f\u0085\u2028\u2029]/;
const allLineEnds = /[\r\n\v\f\u0085\u2028\u2029]/g;

/**
 * One line of text written by others, behind its number (none for a line the file no longer has), the bar and a
 * mark. No such line can begin a line of the prompt and pass for a header or an instruction of ours, so what
 * would end a line inside it becomes a visible sign.
 */
export function gutterLine(number: number | undefined, mark: ' ' | '+' | '-', text: string): string {
  return `${printedNumber(number)} |${mark}${text.replace(allLineEnds, '␊')}`;
}

/**
 * A whole text, or the lines of it that are asked for (1-based, inclusive), each behind the gutter; lines are numbered
 * as they stand in the text when asked. Ends with a line end.
 */
export function fence(
  text: string,
  numbered: boolean,
  shown?: { readonly start: number; readonly end: number },
): string {
  if (text === '') return '';
  // Whole repositories pass through here: lines are looked at one by one only where that is needed.
  const plain = !oddLineEnds.test(text);
  const all = text.split(plain ? '\n' : /\r\n|\r|\n/);
  if (all.at(-1) === '') all.pop();
  const first = (shown?.start ?? 1) - 1;
  const lines = shown === undefined ? all : all.slice(first, shown.end);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const number = numbered ? first + i + 1 : undefined;
    lines[i] = plain ? `${printedNumber(number)} | ${line}` : gutterLine(number, ' ', line);
  }
  return `${lines.join('\n')}\n`;
}

function printedNumber(number: number | undefined): string {
  return number === undefined ? '      ' : String(number).padStart(6);
}

/** A path or name for a header: on one line, in quotes, to be read back with `JSON.parse`. */
export function quoteName(name: string): string {
  return JSON.stringify(name).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
