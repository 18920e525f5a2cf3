/**
 * Untrusted words as Markdown that shows them and does nothing else: no link, image, HTML, heading or mention. Only
 * code between back quotes looks other than it was written.
 */
export function plainMarkdown(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeSigns(part)))
    .join('');
}

/** For a cell of a table: on one line. */
export function plainCell(text: string): string {
  return plainMarkdown(text.replace(/\s+/g, ' ').trim()).replace(/(?<!\\)\|/g, String.raw`\|`);
}

/** Code in a fence that nothing in it can close. */
export function fenced(language: string, code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

/** Code within a line, in back quotes that nothing in it can close. */
export function codeSpan(code: string): string {
  const plain = code.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}

/**
 * What CommonMark, GitHub and GitLab read something into. Mentions are looked for in what comes out: they are broken
 * by a space of no width. Addresses become links by themselves unless their beginning is escaped.
 */
function escapeSigns(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>()#|~&$!^]/g, String.raw`\$&`)
    .replace(/:\/\//g, String.raw`:\/\/`)
    .replace(/\b(www|xmpp|mailto)(?=[.:])/gi, '$1\u200b')
    .replace(/^(\s*)([-+=])/gm, String.raw`$1\$2`)
    .replace(/^(\s*\d+)([.])/gm, String.raw`$1\$2`)
    .replaceAll('@', '@\u200b')
    .replace(/\s*\n\s*/g, '\n\n');
}
