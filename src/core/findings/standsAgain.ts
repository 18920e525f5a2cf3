import type { Finding } from '../finding.ts';

/**
 * The finding as open, when `text`, which now stands at its range, is the reviewed code again, white space
 * aside; undefined when it is not. The range is drawn in to the code.
 */
export function standsAgain(finding: Finding, text: string): Finding | undefined {
  if (finding.anchor.kind === 'none') return undefined;
  if (text.replace(/\s+/g, '') !== finding.quote.replace(/\s+/g, '')) return undefined;
  const { start, end } = finding.anchor.range;
  const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0;
  const range = { start: { line: start.line, character: start.character + indent }, end };
  return { ...finding, state: 'open', anchor: { ...finding.anchor, range } };
}
