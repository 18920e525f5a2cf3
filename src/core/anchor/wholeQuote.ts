import { cutsWord, endsLine, startsLine, type Hit } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import { withoutSpace, type SqueezedText } from './squeezedText.ts';

/** By contract a quote is whole lines: a place inside a line must be this much nearer to the claimed one. */
export const insideLinePenalty = 50;
/** The same lines with another indentation or other breaks. */
const otherSpacePenalty = 45;

/** All places where the quote stands, character for character or but for white space. */
export function findWhole(quote: string, index: LineIndex): Hit[] {
  const needle = withoutSpace(quote);
  const asWritten = toLineFeeds(quote).trimEnd();
  return findSqueezed(needle, index.squeezed, index).map((hit) => {
    if (!startsLine(index.text, hit.start) || !endsLine(index.text, hit.end))
      return { ...hit, penalty: insideLinePenalty };
    const lines = index.text.slice(index.lineStart(index.lineAt(hit.start)), hit.end);
    return { ...hit, penalty: toLineFeeds(lines) === asWritten ? 0 : otherSpacePenalty };
  });
}

/** All places of a white-space-free needle in a squeezed text that cut no word in two. */
export function findSqueezed(needle: string, squeezed: SqueezedText, index: LineIndex): Hit[] {
  const hits: Hit[] = [];
  if (needle === '') return hits;
  for (let at = squeezed.text.indexOf(needle); at !== -1; at = squeezed.text.indexOf(needle, at + 1)) {
    const start = squeezed.offsets[at] ?? 0;
    const end = (squeezed.offsets[at + needle.length - 1] ?? 0) + 1;
    if (!cutsWord(index.text, start, end)) hits.push({ start, end, penalty: 0 });
  }
  return hits;
}

function toLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
