import { distance, endsLine, reach, startsLine, type Claim } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import type { NearHit } from './fuzzyQuote.ts';
import { isSameSize, sizeOf } from './lineWindows.ts';
import { judgeDifference } from './judgeDifference.ts';
import { tokenDifferences, tokensOf, type Token } from './tokenDifferences.ts';

/** Outside the reach of the claimed line a damaged quote needs so many characters, and no rival. */
const shortestAlone = 40;

/** `tied`: several places are as like the quote, and nothing says which is meant. */
export type CopyChoice =
  { readonly kind: 'copied'; readonly hit: NearHit } | { readonly kind: 'tied' } | { readonly kind: 'none' };

/**
 * The place a damaged quote was copied from. A quote that differs from a place as one version of code differs
 * from another (known names exchanged, operators changed, parts added) was not copied from it: that code is
 * not in the file any more, or not yet.
 */
export function chooseCopied(
  hits: readonly NearHit[],
  quote: string,
  index: LineIndex,
  claim: Claim,
): CopyChoice {
  const copied = hits.filter((hit) => isMiscopied(quote, hit, index));
  const edits = Math.min(...copied.map((hit) => hit.edits));
  const best = copied.filter((hit) => hit.edits === edits);
  const near = Math.min(...best.map((hit) => distance(hit, index, claim)));
  const nearest = best.filter((hit) => distance(hit, index, claim) === near);
  const [chosen] = nearest;
  if (chosen === undefined) return { kind: 'none' };
  if (nearest.length > 1) return { kind: 'tied' };
  if (near <= reach) return { kind: 'copied', hit: chosen };
  if (copied.length > 1) return { kind: 'tied' };
  return chosen.length >= shortestAlone ? { kind: 'copied', hit: chosen } : { kind: 'none' };
}

/** Line for line the same but for slips, at least one of which no one would write on purpose. */
function isMiscopied(quote: string, hit: NearHit, index: LineIndex): boolean {
  if (!startsLine(index.text, hit.start) || !endsLine(index.text, hit.end)) return false;
  const found = index.text.slice(hit.start, hit.end);
  if (!isSameSize(sizeOf(quote), sizeOf(found))) return false;
  const quoted = tokensOf(quote);
  const standing = tokensOf(found);
  const uneven = unevenIn(quoted, standing);
  const kinds = tokenDifferences(quoted, standing).map((difference) =>
    judgeDifference(difference, { vocabulary: index.vocabulary, uneven }),
  );
  const rewrites = kinds.filter((kind) => kind === 'rewrite').length;
  const slips = kinds.filter((kind) => kind === 'slip').length + (losesBalance(quoted, standing) ? 1 : 0);
  return slips > rewrites;
}

/** The place closes every bracket it opens, and the quote does not. */
function losesBalance(quoted: readonly Token[], found: readonly Token[]): boolean {
  return pairs.some((pair) => surplus(found, pair) === 0 && surplus(quoted, pair) !== 0);
}

function unevenIn(quoted: readonly Token[], found: readonly Token[]): string {
  const brackets = pairs.filter((pair) => surplus(found, pair) !== surplus(quoted, pair));
  const strings = stringSigns.filter((sign) => (count(found, sign) - count(quoted, sign)) % 2 !== 0);
  return [...brackets, ...strings].join('');
}

const stringSigns = ["'", '"', '`'] as const;

function count(tokens: readonly Token[], sign: string): number {
  return tokens.filter(({ text }) => text === sign).length;
}

const pairs = ['()', '[]', '{}'] as const;

function surplus(tokens: readonly Token[], pair: string): number {
  return tokens.reduce((sum, { text }) => sum + (text === pair[0] ? 1 : text === pair[1] ? -1 : 0), 0);
}
