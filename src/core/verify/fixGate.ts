import type { Anchor, Fix, FixEdit, RawFinding } from '../finding.ts';
import { placeReplacement } from './placeReplacement.ts';
import { hidesMore, isSuspect } from './suspectReplacement.ts';
import { lineEndAt, offsetAt } from './textOffsets.ts';

/**
 * - `text-changed`: what the fix replaces no longer stands where it was.
 * - `overlap`: its edits are out of order or touch each other.
 */
export type FixCheck =
  { readonly kind: 'ready' } | { readonly kind: 'refused'; readonly reason: 'text-changed' | 'overlap' };

/**
 * The fix a finding proposes, as an edit of the reviewed text; undefined when it proposes none, changes nothing,
 * or rests on no quote or on one that came with marks around it. Whole lines are replaced as lines, with the
 * file's indentation and line ends. It may be applied by one press only if the quote stood there exactly and
 * nothing had to be mended, guessed or filled in, and nothing in it is hidden from the eye.
 */
export function proposeFix(raw: RawFinding, anchor: Anchor, text: string): Fix | undefined {
  if (raw.replacement === null || anchor.kind === 'none' || anchor.kind === 'line-only') return undefined;
  if (anchor.kind === 'exact' && !isBare(raw.quote, anchor.range, text)) return undefined;
  const { edit, sure } = placeReplacement(raw.quote, raw.replacement, anchor.range, text);
  if (edit.before === edit.after) return undefined;
  const automatic =
    sure &&
    anchor.kind === 'exact' &&
    !raw.repaired &&
    !isSuspect(raw.replacement, raw.quote) &&
    !hidesMore(edit.before, edit.after);
  return { edits: [edit], automatic };
}

/** Whether the fix still fits the text, to the letter but for the kind of line ends. */
export function checkFix(fix: Fix, text: string): FixCheck {
  let end = -1;
  for (const edit of fix.edits) {
    const start = offsetAt(text, edit.range.start);
    if (start < end) return { kind: 'refused', reason: 'overlap' };
    end = offsetAt(text, edit.range.end);
    if (withPlainEnds(text.slice(start, end)) !== withPlainEnds(edit.before))
      return { kind: 'refused', reason: 'text-changed' };
  }
  return { kind: 'ready' };
}

/** The text with a fix applied that `checkFix` found ready; what it brings gets the line ends of the text. */
export function applyFix(fix: Fix, text: string): string {
  let out = '';
  let at = 0;
  for (const edit of fix.edits) {
    const start = offsetAt(text, edit.range.start);
    out += text.slice(at, start) + edit.after.replace(/\r\n|\r|\n/g, lineEndAt(text, start));
    at = offsetAt(text, edit.range.end);
  }
  return out + text.slice(at);
}

/**
 * False when the quote was found without the diff marks, line numbers or fence around it: the replacement will
 * have them too, and they must not be written into the file.
 */
function isBare(quote: string, range: FixEdit['range'], text: string): boolean {
  const found = text.slice(offsetAt(text, range.start), offsetAt(text, range.end));
  return quote.replace(/\s+/g, '') === found.replace(/\s+/g, '');
}

function withPlainEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
