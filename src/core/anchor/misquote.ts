import { distance, endsLine, reach, startsLine, type Claim } from './hit.ts';
import type { LineIndex } from './lineIndex.ts';
import type { NearHit } from './fuzzyQuote.ts';
import { linesOf } from './quoteVariants.ts';
import { editDistance } from './editDistance.ts';
import { isWord, tokenDifferences, tokensOf, type TokenDifference } from './tokenDifferences.ts';

/** Outside the reach of the claimed line a damaged quote needs so many characters, and no rival. */
const shortestAlone = 40;

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
): NearHit | undefined {
  const copied = hits.filter((hit) => isMiscopied(quote, hit, index));
  const edits = Math.min(...copied.map((hit) => hit.edits));
  const best = copied.filter((hit) => hit.edits === edits);
  const near = Math.min(...best.map((hit) => distance(hit, index, claim)));
  const nearest = best.filter((hit) => distance(hit, index, claim) === near);
  const [chosen] = nearest;
  if (chosen === undefined || nearest.length > 1) return undefined;
  return near <= reach || (chosen.length >= shortestAlone && copied.length === 1) ? chosen : undefined;
}

/** Line for line the same but for slips, at least one of which no one would write on purpose. */
function isMiscopied(quote: string, hit: NearHit, index: LineIndex): boolean {
  if (!startsLine(index.text, hit.start) || !endsLine(index.text, hit.end)) return false;
  const found = index.text.slice(hit.start, hit.end);
  if (countLines(quote) !== countLines(found)) return false;
  const quoted = tokensOf(quote);
  const standing = tokensOf(found);
  const kinds = tokenDifferences(quoted, standing).map((difference) => judge(difference, index.tokens));
  const rewrites = kinds.filter((kind) => kind === 'rewrite').length;
  const slips = kinds.filter((kind) => kind === 'slip').length + (losesBalance(quoted, standing) ? 1 : 0);
  return slips > rewrites;
}

/** `slip`: no one writes that on purpose. `rewrite`: other code. `unclear`: one sign, which may be either. */
function judge(difference: TokenDifference, known: ReadonlySet<string>): 'slip' | 'rewrite' | 'unclear' {
  const [quote, text] = [difference.quoted.join(''), difference.found.join('')];
  const edits = editDistance(quote, text);
  const length = Math.max(quote.length, text.length);
  if (edits > Math.max(1, Math.floor(length * 0.4))) return 'rewrite';
  const spoilt = difference.quoted.some((token) => isWord(token) && isUnknown(token, known));
  if (spoilt || mistypesSign(difference)) return 'slip';
  return edits <= 1 ? 'unclear' : 'rewrite';
}

/** Two signs swapped, a stop or bracket lost, one doubled, or a letter where something was closed or ended. */
function mistypesSign({ quoted, found, before, behind }: TokenDifference): boolean {
  const [quote = '', second] = quoted;
  const [text = ''] = found;
  if (quoted.length === 2 && found.length === 2)
    return quote !== second && quote === found[1] && second === text;
  if (quoted.length === 0) return found.length === 1 && /[,.:()[\]{}]/.test(text);
  if (quoted.length !== 1 || found.length > 1) return false;
  if (text === '') return /[.,;:'"`]/.test(quote) && (quote === before || quote === behind);
  return /^[A-Za-z]$/.test(quote) && /[)\]};:,.=]/.test(text);
}

function isUnknown(token: string, known: ReadonlySet<string>): boolean {
  return !known.has(token) && !commonWords.has(token.toLowerCase());
}

/** Words one letter away from others, which a change of code may well bring in. */
const commonWords: ReadonlySet<string> = new Set(
  `all and any as at be by do for from get has if in int is it let long max min new nil no none not null of off
  on or out pop push put set short sum to true false uint var void with`.split(/\s+/),
);

/** The place closes every bracket and string it opens, and the quote does not. */
function losesBalance(quoted: readonly string[], found: readonly string[]): boolean {
  return pairs.some(
    ([open, close]) => surplus(found, open, close) === 0 && surplus(quoted, open, close) !== 0,
  );
}

const pairs = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
] as const;

function surplus(tokens: readonly string[], open: string, close: string): number {
  return tokens.reduce((sum, token) => sum + (token === open ? 1 : token === close ? -1 : 0), 0);
}

function countLines(text: string): number {
  return linesOf(text).filter((line) => line.trim() !== '').length;
}
