import type { LineIndex } from './lineIndex.ts';
import { isSpace } from './squeezedText.ts';

/** A place where a quote may stand: offsets of its first character and behind its last. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** How much speaks against it, in lines of distance that the claimed line would have to make up for. */
  readonly penalty: number;
}

/** How many lines off a claimed line may be and still count as a second witness. */
export const reach = 60;

/** The line the model named, 0-based, and how many lines it said the quote has. */
export interface Claim {
  readonly line: number | undefined;
  readonly lineCount: number | undefined;
}

export function startsLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return true;
    if (!isSpace(unit)) return false;
  }
  return true;
}

export function endsLine(text: string, offset: number): boolean {
  for (let at = offset; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return true;
    if (!isSpace(unit)) return false;
  }
  return true;
}

const wordChar = /[\p{L}\p{N}_$]/u;

/** True when the place cuts a name in two at one of its ends. */
export function cutsWord(text: string, start: number, end: number): boolean {
  return isInsideWord(text, start) || isInsideWord(text, end);
}

function isInsideWord(text: string, offset: number): boolean {
  return (
    offset > 0 &&
    offset < text.length &&
    wordChar.test(text.charAt(offset - 1)) &&
    wordChar.test(text.charAt(offset))
  );
}

/** Lines between a hit and the claimed line; 0 when no line was claimed. */
export function distance(hit: Pick<Hit, 'start'>, index: LineIndex, claim: Claim): number {
  return claim.line === undefined ? 0 : Math.abs(index.lineAt(hit.start) - claim.line);
}

/** So near, the claimed line cannot say which of two places is meant, unless one is on it. */
const agreeing = 3;
/** A place so many times as far from the claimed line as the nearest is no rival to it. */
const clearly = 1.6;

/**
 * The hit with the least distance and penalty together. Undefined when there is none, and when to choose would
 * be to guess: two are equally good, or two stand around the claimed line and neither on it.
 */
export function chooseHit(hits: readonly Hit[], index: LineIndex, claim: Claim): Hit | undefined {
  const cost = (hit: Hit): number => distance(hit, index, claim) + hit.penalty;
  const best = leastBy(hits, cost);
  const rival = leastBy(
    hits.filter((hit) => best !== undefined && index.lineAt(hit.start) !== index.lineAt(best.start)),
    cost,
  );
  if (best === undefined || rival === undefined) return best;
  if (distance(best, index, claim) === 0 && claim.line !== undefined) return best;
  const isTied = cost(rival) === cost(best) || cost(rival) - best.penalty <= agreeing;
  return isTied ? undefined : best;
}

/**
 * For quotes that show only a part of their place: as `chooseHit`, but the nearest place must agree with the
 * claimed line or be clearly nearer than the next, and a place out of reach must be the only one.
 */
export function chooseClearHit(hits: readonly Hit[], index: LineIndex, claim: Claim): Hit | undefined {
  const best = chooseHit(hits, index, claim);
  if (best === undefined) return undefined;
  const off = distance(best, index, claim);
  if (claim.line === undefined || off <= agreeing) return best;
  if (off > reach) return hits.length === 1 ? best : undefined;
  const hasRival = hits.some(
    (hit) =>
      index.lineAt(hit.start) !== index.lineAt(best.start) &&
      distance(hit, index, claim) + hit.penalty - best.penalty < off * clearly,
  );
  return hasRival ? undefined : best;
}

function leastBy<T>(items: readonly T[], cost: (item: T) => number): T | undefined {
  let least: T | undefined;
  let leastCost = Infinity;
  for (const item of items) {
    const itemCost = cost(item);
    if (itemCost < leastCost) [least, leastCost] = [item, itemCost];
  }
  return least;
}
