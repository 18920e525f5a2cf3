import type { Anchor, NoAnchorReason, RawFinding } from '../finding.ts';
import { findWithoutComments } from './commentlessQuote.ts';
import { findElided } from './elidedQuote.ts';
import { findNear } from './fuzzyQuote.ts';
import { chooseClearHit, chooseHit, distance, reach, type Claim, type Hit } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import { withLostEdges } from './lostEdges.ts';
import { chooseCopied } from './misquote.ts';
import { linesOf, oldSideOf, quoteVariants } from './quoteVariants.ts';
import type { RemovedCode } from './removedCode.ts';
import { withoutSpace } from './squeezedText.ts';
import { findWhole, insideLinePenalty } from './wholeQuote.ts';

/** Fewer characters than this witness nothing by themselves: `}`, `);`, `end`. */
const shortestWitness = 4;
/** A quote inside a line must have so many characters to be believed outside the reach of its claimed line. */
const shortestInsideLine = 12;

/**
 * Where a finding's quote stands. The quote decides and the claimed line chooses among its places:
 * 1. the quote as it is or but for white space, out of its fence and without diff marks or line numbers: `exact`;
 * 2. code that the change took away (`removed`): `line-only`, on the lines that now stand in its place, because the
 *    quote itself stands nowhere;
 * 3. its pieces around `...`, then the text without its comments, then the most similar place: `relocated`;
 *    such a place far from the claimed line must be long and the only one;
 * 4. no quote, or one too short to witness anything: `line-only`, if the file has that line;
 * 5. a quote that stands nowhere: `none`, because a finding about code that is not there is a wrong one, or
 *    the code has changed; its line number would only put it on innocent code. Also a quote that stands in
 *    several places when nothing says which is meant: `ambiguous`.
 * The range reaches from the first character of the quoted code that is no white space to the last.
 */
export function anchorFinding(
  raw: Pick<RawFinding, 'line' | 'endLine' | 'quote'>,
  index: LineIndex,
  removed?: RemovedCode,
): Anchor {
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
    return exactly(chooseHit(believable, index, claim), index) ?? without('ambiguous');
  }
  return (
    whereRemoved([...variants, ...oldSideOf(raw.quote)], index, claim, removed) ??
    relocate(raw.quote, variants, index, claim)
  );
}

/** The first way to see through the damage that leads anywhere decides. */
function relocate(quote: string, variants: readonly string[], index: LineIndex, claim: Claim): Anchor {
  const bare = variants.at(-1) ?? '';
  for (const find of [findElided, findWithoutComments]) {
    const hits = variants.flatMap((variant) => find(variant, index, claim));
    if (hits.length === 0) continue;
    const hit = chooseClearHit(hits, index, claim);
    if (hit === undefined) return without('ambiguous');
    const shown = withoutSpace(bare).length / withoutSpace(index.text.slice(hit.start, hit.end)).length;
    const range = index.rangeBetween(hit.start, hit.end);
    return { kind: 'relocated', range, similarity: Math.min(1, shown) };
  }
  const near = chooseCopied(findNear(bare, index, claim), bare, index, claim);
  if (near.kind !== 'copied') return without(near.kind === 'tied' ? 'ambiguous' : 'quote-not-found');
  const { start, end } = withLostEdges(near.hit, quote, index);
  const range = index.rangeBetween(start, end);
  return { kind: 'relocated', range, similarity: 1 - near.hit.edits / near.hit.length };
}

function whereRemoved(
  quotes: readonly string[],
  index: LineIndex,
  claim: Claim,
  removed: RemovedCode | undefined,
): Anchor | undefined {
  for (const quote of removed === undefined ? [] : quotes) {
    const place = removed?.find(quote, claim);
    if (place === 'ambiguous') return without('ambiguous');
    if (place !== undefined) return onLines(place.first, place.last, index);
  }
  return undefined;
}

function without(reason: NoAnchorReason): Anchor {
  return { kind: 'none', reason };
}

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

function onClaimedLine(raw: Pick<RawFinding, 'line' | 'endLine'>, index: LineIndex): Anchor {
  if (raw.line === undefined) return without('no-line-no-quote');
  const first = raw.line - 1;
  if (first < 0 || first >= index.lineCount) return without('no-line-no-quote');
  return onLines(first, Math.max(first, (raw.endLine ?? raw.line) - 1), index);
}

/** Lines, from the first character that is no white space to the last; those behind the text's last are that. */
function onLines(first: number, last: number, index: LineIndex): Anchor {
  const end = index.lineCount - 1;
  const start = index.lineStart(Math.min(first, end));
  const lines = index.text.slice(start, index.lineEnd(Math.min(last, end)));
  const code = lines.trim();
  const from = code === '' ? start : start + lines.indexOf(code);
  return { kind: 'line-only', range: index.rangeBetween(from, from + code.length) };
}
