/** Prose of a model as it may be shown: without characters that hide or reorder text, and at most `length` long. */
export function showableProse(prose: string, length: number): string {
  const clean = prose.replace(/\r\n?/g, '\n').replace(unseen, '').toWellFormed().trim();
  if (clean.length <= length) return clean;
  return `${clean.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Control and format characters (https://trojansource.codes); line and word joiners that scripts need stay. */
const unseen = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\ufff9-\ufffb]/gu;
