import type { Anchor, RawFinding } from '../finding.ts';
import { findWithoutComments } from './commentlessQuote.ts';
import { findElided } from './elidedQuote.ts';
import { findNear } from './fuzzyQuote.ts';
import { chooseClearHit, chooseHit, distance, reach, type Claim, type Hit } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import { chooseCopied } from './misquote.ts';
import { linesOf, quoteVariants } from './quoteVariants.ts';
import { withoutSpace } from './squeezedText.ts';
import { findWhole, insideLinePenalty } from './wholeQuote.ts';

/** Fewer characters than this witness nothing by themselves: `}`, `);`, `end`. */
const shortestWitness = 4;
/** A quote inside a line must have so many characters to be believed outside the reach of its claimed line. */
const shortestInsideLine = 12;

/**
 * Where a finding's quote stands. The quote decides and the claimed line chooses among its places:
 * 1. the quote as it is or but for white space, out of its fence and without diff marks or line numbers: `exact`;
 * 2. its pieces around `...`, then the text without its comments, then the most similar place: `relocated`;
 *    such a place far from the claimed line must be long and the only one;
 * 3. no quote, or one too short to witness anything: `line-only`, if the file has that line;
 * 4. a quote that stands nowhere: `none`, because a finding about code that is not there is a wrong one, or
 *    the code has changed; its line number would only put it on innocent code.
 * The range reaches from the first character of the quoted code that is no white space to the last.
 */
export function anchorFinding(raw: Pick<RawFinding, 'line' | 'endLine' | 'quote'>, index: LineIndex): Anchor {
  const variants = quoteVariants(raw.quote);
  const bare = variants.at(-1) ?? '';
  const claim = claimOf(raw, bare);
  const size = withoutSpace(bare).length;
  const whole = variants.flatMap((variant) => findWhole(variant, index));
  if (size < shortestWitness) {
    return exactly(chooseShort(whole, index, claim), index) ?? onClaimedLine(raw, index);
  }
  const believable = whole.filter(
    (hit) =>
      hit.penalty < insideLinePenalty || size >= shortestInsideLine || distance(hit, index, claim) <= reach,
  );
  if (believable.length > 0) {
    return exactly(chooseHit(believable, index, claim), index) ?? notFound;
  }
  for (const find of [findElided, findWithoutComments]) {
    const hits = variants.flatMap((variant) => find(variant, index, claim));
    if (hits.length === 0) continue;
    const hit = chooseClearHit(hits, index, claim);
    if (hit === undefined) return notFound;
    const shown = size / withoutSpace(index.text.slice(hit.start, hit.end)).length;
    const range = index.rangeBetween(hit.start, hit.end);
    return { kind: 'relocated', range, similarity: Math.min(1, shown) };
  }
  const near = chooseCopied(findNear(bare, index, claim), bare, index, claim);
  if (near === undefined) return notFound;
  const range = index.rangeBetween(near.start, near.end);
  return { kind: 'relocated', range, similarity: 1 - near.edits / near.length };
}

const notFound: Anchor = { kind: 'none', reason: 'quote-not-found' };

function exactly(hit: Hit | undefined, index: LineIndex): Anchor | undefined {
  return hit === undefined ? undefined : { kind: 'exact', range: index.rangeBetween(hit.start, hit.end) };
}

/** A short quote counts only as whole lines, on the claimed line or nowhere else in the file. */
function chooseShort(hits: readonly Hit[], index: LineIndex, claim: Claim): Hit | undefined {
  const lines = hits.filter((hit) => hit.penalty < insideLinePenalty);
  if (lines.length === 1) return lines[0];
  return lines.find((hit) => claim.line !== undefined && distance(hit, index, claim) === 0);
}

function claimOf(raw: Pick<RawFinding, 'line' | 'endLine'>, quote: string): Claim {
  const { line, endLine } = raw;
  if (line === undefined) {
    return {
      line: endLine === undefined ? undefined : endLine - linesOf(quote).length,
      lineCount: undefined,
    };
  }
  return {
    line: line - 1,
    lineCount: endLine === undefined || endLine < line ? undefined : endLine - line + 1,
  };
}

/** The claimed lines, from the first character that is no white space to the last. */
function onClaimedLine(raw: Pick<RawFinding, 'line' | 'endLine'>, index: LineIndex): Anchor {
  if (raw.line === undefined) return { kind: 'none', reason: 'no-line-no-quote' };
  const first = raw.line - 1;
  if (first < 0 || first >= index.lineCount) return { kind: 'none', reason: 'no-line-no-quote' };
  const last = Math.min(Math.max(first, (raw.endLine ?? raw.line) - 1), index.lineCount - 1);
  const start = index.lineStart(first);
  const lines = index.text.slice(start, index.lineEnd(last));
  const code = lines.trim();
  const from = code === '' ? start : start + lines.indexOf(code);
  return { kind: 'line-only', range: index.rangeBetween(from, from + code.length) };
}
