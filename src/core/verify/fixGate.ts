import type { Anchor, Fix, FixEdit, Position, RawFinding } from '../finding.ts';
import { adaptReplacement } from './adaptReplacement.ts';

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
 * nothing had to be mended or filled in, and nothing in it is hidden from the eye.
 */
export function proposeFix(raw: RawFinding, anchor: Anchor, text: string): Fix | undefined {
  if (raw.replacement === null || anchor.kind === 'none' || anchor.kind === 'line-only') return undefined;
  if (anchor.kind === 'exact' && !isBare(raw.quote, anchor.range, text)) return undefined;
  const edit = editFor(raw.quote, raw.replacement, anchor.range, text);
  if (edit.before === edit.after) return undefined;
  const automatic =
    anchor.kind === 'exact' &&
    !raw.repaired &&
    !leavesOut(raw.replacement) &&
    !hidesMore(edit.before, edit.after);
  return { edits: [edit], automatic };
}

/** Whether the fix still fits the text, to the letter. */
export function checkFix(fix: Fix, text: string): FixCheck {
  let end = -1;
  for (const edit of fix.edits) {
    const start = offsetAt(text, edit.range.start);
    if (start < end) return { kind: 'refused', reason: 'overlap' };
    end = offsetAt(text, edit.range.end);
    if (text.slice(start, end) !== edit.before) return { kind: 'refused', reason: 'text-changed' };
  }
  return { kind: 'ready' };
}

/** The text with a fix applied that `checkFix` found ready. */
export function applyFix(fix: Fix, text: string): string {
  let out = '';
  let at = 0;
  for (const edit of fix.edits) {
    out += text.slice(at, offsetAt(text, edit.range.start)) + edit.after;
    at = offsetAt(text, edit.range.end);
  }
  return out + text.slice(at);
}

function editFor(quote: string, replacement: string, range: FixEdit['range'], text: string): FixEdit {
  const start = offsetAt(text, range.start);
  const end = offsetAt(text, range.end);
  const lineStart = start - range.start.character;
  const lineEnd = endOfLine(text, end);
  const wholeLines = blank(text.slice(lineStart, start)) && blank(text.slice(end, lineEnd));
  if (!wholeLines) {
    const after = adaptReplacement(replacement.trim(), quote.trim(), '', text);
    return { range, before: text.slice(start, end), after };
  }
  const from: Position = { line: range.start.line, character: 0 };
  if (blank(replacement)) {
    // Nothing takes the place of these lines: their last line end goes too.
    const next = text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : Math.min(lineEnd + 1, text.length);
    const to =
      next > lineEnd
        ? { line: range.end.line + 1, character: 0 }
        : { line: range.end.line, character: range.end.character + lineEnd - end };
    return { range: { start: from, end: to }, before: text.slice(lineStart, next), after: '' };
  }
  const to: Position = { line: range.end.line, character: range.end.character + lineEnd - end };
  const before = text.slice(lineStart, lineEnd);
  const after = adaptReplacement(replacement, quote, text.slice(lineStart, start), text);
  return { range: { start: from, end: to }, before, after };
}

/**
 * False when the quote was found without the diff marks, line numbers or fence around it: the replacement will
 * have them too, and they must not be written into the file.
 */
function isBare(quote: string, range: FixEdit['range'], text: string): boolean {
  const found = text.slice(offsetAt(text, range.start), offsetAt(text, range.end));
  return quote.replace(/\s+/g, '') === found.replace(/\s+/g, '');
}

/** A line that only stands for code left out would delete that code. */
function leavesOut(replacement: string): boolean {
  return (
    /^\s*(?:\/\/|#|\/\*|<!--|--)?\s*(?:\.\.\.|…)/m.test(replacement) || /existing code/i.test(replacement)
  );
}

/** More marks that reorder or hide code than before: whoever presses once would not see what is written. */
function hidesMore(before: string, after: string): boolean {
  return (after.match(hidden)?.length ?? 0) > (before.match(hidden)?.length ?? 0);
}

/** Control characters but white space, and Unicode's bidirectional and invisible ones (https://trojansource.codes). */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const hidden = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function blank(text: string): boolean {
  return text.trim() === '';
}

function endOfLine(text: string, from: number): number {
  const found = /[\r\n]/.exec(text.slice(from, from + 10_000));
  return found === null ? text.length : from + found.index;
}

/**
 * Offset of a position; behind the end of its line, that end, as editors take it; behind the end of the text, the end.
 * Lines end at `\n`, `\r\n` or a lone `\r`.
 */
function offsetAt(text: string, position: Position): number {
  const lineEnd = /\r\n|\r|\n/g;
  for (let line = 0; line < position.line; line++) {
    if (lineEnd.exec(text) === null) return text.length;
  }
  const start = lineEnd.lastIndex;
  const end = start + position.character;
  const next = text.slice(start, end).search(/[\r\n]/);
  return next === -1 ? Math.min(end, text.length) : start + next;
}
