export type Language = 'javascript' | 'python';

export function languageOf(path: string): Language | undefined {
  if (/\.(?:[cm]?[jt]sx?)$/.test(path)) return 'javascript';
  return /\.pyi?$/.test(path) ? 'python' : undefined;
}

/**
 * The same lines with the inside of comments and strings replaced by spaces, so that a rule sees code only
 * and every column stays where it was. Quotes stay, and so does the code inside `${}`.
 */
export function blankText(lines: readonly string[], language: Language): readonly string[] {
  const text = lines.join('\n');
  const out: string[] = [];
  const stack: string[] = [];
  let at = 0;
  const keep = (count: number): void => {
    out.push(text.slice(at, at + count));
    at += count;
  };
  const blank = (count: number): void => {
    out.push(text.slice(at, at + count).replace(/[^\n]/g, ' '));
    at += count;
  };
  const blankTo = (end: RegExp): void => {
    end.lastIndex = at;
    const found = end.exec(text);
    blank((found === null ? text.length : found.index) - at);
  };
  while (at < text.length) {
    const inside = stack.at(-1);
    if (inside === '`') {
      if (text[at] === '\\') blank(2);
      else if (text[at] === '`') {
        stack.pop();
        keep(1);
      } else if (text.startsWith('${', at)) {
        stack.push('}');
        keep(2);
      } else blank(1);
      continue;
    }
    if (inside !== undefined && text[at] === inside) {
      stack.pop();
      keep(1);
    } else if (inside !== undefined && text[at] === '{') {
      stack.push('}');
      keep(1);
    } else if (language === 'python' && /^(?:"""|''')/.test(text.slice(at, at + 3))) {
      const quote = text.slice(at, at + 3);
      keep(3);
      blankTo(new RegExp(quote, 'g'));
      keep(3);
    } else if (text[at] === '"' || text[at] === "'") {
      const quote = text[at] ?? '"';
      keep(1);
      // An unclosed quote ends with its line: an apostrophe must not blank the rest of the hunk.
      blankTo(new RegExp(`(?<=(?:^|[^\\\\])(?:\\\\\\\\)*)${quote}|\\n`, 'g'));
      keep(1);
    } else if (language === 'python' && text[at] === '#') blankTo(/\n/g);
    else if (language === 'python') keep(1);
    else if (text[at] === '`') {
      stack.push('`');
      keep(1);
    } else if (text.startsWith('//', at)) blankTo(/\n/g);
    else if (text.startsWith('/*', at)) {
      blankTo(/\*\//g);
      blank(2);
    } else if (text[at] === '/' && beginsRegExp(out)) {
      keep(1);
      blankTo(/(?<!\\)\/|\n/g);
      keep(1);
    } else keep(1);
  }
  return out.join('').split('\n').map(withoutDocLine);
}

/** A slash after an operator or an opening bracket begins a regular expression; elsewhere it divides. */
function beginsRegExp(before: readonly string[]): boolean {
  for (let at = before.length - 1; at >= 0; at--) {
    const piece = (before[at] ?? '').trimEnd();
    if (piece !== '') return /[([{,;=:!&|?+\-*~^<>]$/.test(piece);
  }
  return true;
}

/** A hunk may begin inside a block comment; its lines are known by their star. */
const withoutDocLine = (line: string): string =>
  /^\s*\*(?:\s|\/|$)/.test(line) ? ' '.repeat(line.length) : line;
