import type { RawFinding } from '../finding.ts';

/**
 * - `not-json`: an element that could not be mended, or text where an element should be.
 * - `wrong-shape`: JSON, but without a place or a claim.
 * - `truncated`: the text ended within an element, or before the list was closed (then the excerpt is empty), or
 *   before it began.
 * - `too-long`: an element longer than the parser holds.
 * - `no-findings`: the text held no findings and no empty list of them either.
 */
export type DamageReason = 'not-json' | 'wrong-shape' | 'truncated' | 'too-long' | 'no-findings';

/**
 * What comes out of the parser, in the order of the text. `excerpt` is the beginning of the damaged text, at most
 * `maxExcerptLength`; the model wrote it, so nothing in it is to be trusted.
 */
export type ParsedItem =
  | { readonly kind: 'finding'; readonly raw: RawFinding }
  | { readonly kind: 'damaged'; readonly reason: DamageReason; readonly excerpt: string };

/** In UTF-16 units. */
export const maxExcerptLength = 200;

export function damagedItem(reason: DamageReason, text: string): ParsedItem {
  return { kind: 'damaged', reason, excerpt: text.slice(0, maxExcerptLength).trim().toWellFormed() };
}
