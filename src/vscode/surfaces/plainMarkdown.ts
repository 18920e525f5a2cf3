/**
 * Untrusted words as Markdown that shows them and does nothing else: every sign that could make a link, an
 * image, HTML or a heading is escaped, so that only code between back quotes looks other than it was written.
 * (`MarkdownString.appendText` would do, but it makes every space unbreakable.)
 */
export function plainMarkdown(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeSigns(part)))
    .join('');
}

/** CommonMark lets any ASCII punctuation be escaped. */
function escapeSigns(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`).replace(/\s*\n\s*/g, '\n\n');
}
