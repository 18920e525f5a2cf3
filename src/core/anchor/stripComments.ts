/**
 * Which signs open a comment: `//` and block comments; `#`; or either, to the end of the line, in strings and
 * blocks too, as a careless hand would drop them. A text does not say which it uses: try all.
 */
export const commentStyles = ['line', 'slash', 'hash'] as const;
export type CommentStyle = (typeof commentStyles)[number];

/** What begins a comment or a string. One that ends with its line is matched whole; of others, where they begin. */
const tokens: Readonly<Record<CommentStyle, RegExp>> = {
  slash: /\/\/[^\r\n]*|\/\*|<!--|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'/g,
  hash: /#[^\r\n]*|"""|'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'/g,
  line: /(?<![^\s])(?:\/\/|#)[^\r\n]*|\/\*[^\r\n]*?\*\//g,
};

const closers: ReadonlyMap<string, string> = new Map([
  ['/*', '*/'],
  ['<!--', '-->'],
  ['"""', '"""'],
  ["'''", "'''"],
]);

/**
 * The text with its comments blanked, so that offsets stay as they are. Works on texts of unknown language
 * and on pieces of them: strings within a line protect what looks like a comment; a `#` counts only at the
 * start of a line or behind white space; a triple-quoted string counts only where it stands as a statement.
 */
export function stripComments(text: string, style: CommentStyle): string {
  let out = '';
  let from = 0;
  for (const { start, end } of commentSpans(text, style)) {
    out += text.slice(from, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    from = end;
  }
  return out + text.slice(from);
}

/** The comments that `stripComments` would blank, with their signs. */
export function commentsIn(text: string, style: CommentStyle): string[] {
  return Array.from(commentSpans(text, style), ({ start, end }) => text.slice(start, end));
}

/** In order. Linear in the text, also where what opens a comment is never closed. */
function* commentSpans(
  text: string,
  style: CommentStyle,
): Generator<{ readonly start: number; readonly end: number }, void, void> {
  const pattern = new RegExp(tokens[style]);
  const unclosed = new Set<string>();
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [token] = match;
    const start = match.index;
    const end = endOf(token, text, start, unclosed);
    pattern.lastIndex = end ?? start + 1;
    if (end !== undefined && isComment(token, text, start)) yield { start, end };
  }
}

/** Undefined for what is never closed, and so begins nothing. */
function endOf(token: string, text: string, start: number, unclosed: Set<string>): number | undefined {
  const closer = closers.get(token);
  if (closer === undefined) return start + token.length;
  const close = unclosed.has(token) ? -1 : text.indexOf(closer, start + token.length);
  if (close !== -1) return close + closer.length;
  unclosed.add(token);
  return undefined;
}

function isComment(token: string, text: string, offset: number): boolean {
  if (token.startsWith('"""') || token.startsWith("'''")) return isFirstOnLine(text, offset);
  if (token.startsWith('"') || token.startsWith("'")) return false;
  if (token.startsWith('#')) return offset === 0 || /\s/.test(text.charAt(offset - 1));
  // `https://` outside a string: a Markdown text or a piece of a longer literal.
  if (token.startsWith('//')) return text.charAt(offset - 1) !== ':';
  return true;
}

function isFirstOnLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    const char = text.charAt(at);
    if (char === '\n' || char === '\r') return true;
    if (char !== ' ' && char !== '\t') return false;
  }
  return true;
}
