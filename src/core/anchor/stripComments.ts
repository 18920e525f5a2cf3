/**
 * Which signs open a comment: `//` and block comments; `#`; or either, to the end of the line, in strings and
 * blocks too, as a careless hand would drop them. A text does not say which it uses: try all.
 */
export const commentStyles = ['line', 'slash', 'hash'] as const;
export type CommentStyle = (typeof commentStyles)[number];

const tokens: Readonly<Record<CommentStyle, RegExp>> = {
  slash: /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'/g,
  hash: /#[^\r\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'/g,
  line: /(?<![^\s])(?:\/\/|#)[^\r\n]*|\/\*[^\r\n]*?\*\//g,
};

/**
 * The text with its comments blanked, so that offsets stay as they are. Works on texts of unknown language
 * and on pieces of them: strings within a line protect what looks like a comment; a `#` counts only at the
 * start of a line or behind white space; a triple-quoted string counts only where it stands as a statement.
 */
export function stripComments(text: string, style: CommentStyle): string {
  return text.replace(tokens[style], (token, offset: number) =>
    isComment(token, text, offset) ? token.replace(/[^\r\n]/g, ' ') : token,
  );
}

/** The comments that `stripComments` would blank, with their signs. */
export function commentsIn(text: string, style: CommentStyle): string[] {
  return [...text.matchAll(tokens[style])]
    .filter((match) => isComment(match[0], text, match.index))
    .map((match) => match[0]);
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
