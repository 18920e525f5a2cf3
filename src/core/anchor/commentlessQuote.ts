import { endsLine, startsLine, type Hit } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import { withoutSpace } from './squeezedText.ts';
import { commentsIn, commentStyles, stripComments, type CommentStyle } from './stripComments.ts';
import { findSqueezed, insideLinePenalty } from './wholeQuote.ts';

/** Less code than this stands in too many places once the comments around it are gone. */
const shortest = 8;

/**
 * Places where the quote stands if the text's comments are passed over, and those it kept are in the text; by
 * the first style of comment that leads to any.
 */
export function findWithoutComments(quote: string, index: LineIndex): Hit[] {
  for (const style of commentStyles) {
    const needle = withoutSpace(stripComments(quote, style));
    if (needle.length < shortest || !commentsStandIn(index, quote, style)) continue;
    const hits = findSqueezed(needle, index.codeOnly(style), index);
    if (hits.length > 0) return hits.map((hit) => (isLines(hit, index, style) ? hit : penalised(hit)));
  }
  return [];
}

function isLines(hit: Hit, index: LineIndex, style: CommentStyle): boolean {
  return startsLine(index.text, hit.start) && endsLine(stripComments(restOfLine(index, hit.end), style), 0);
}

function penalised(hit: Hit): Hit {
  return { ...hit, penalty: insideLinePenalty };
}

function commentsStandIn(index: LineIndex, quote: string, style: CommentStyle): boolean {
  return commentsIn(quote, style).every((comment) => index.squeezed.text.includes(withoutSpace(comment)));
}

function restOfLine(index: LineIndex, offset: number): string {
  return index.text.slice(offset, index.lineEnd(index.lineAt(offset)));
}
