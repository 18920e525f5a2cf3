import type { FixEdit, Position, Range } from '../finding.ts';
import { adaptReplacement } from './adaptReplacement.ts';
import { isBlank } from './lineIndent.ts';
import { endOfLine, lineEndAt, offsetAt } from './textOffsets.ts';

/** `sure`: nothing about where and how it is written had to be guessed. */
export interface PlacedReplacement {
  readonly edit: FixEdit;
  readonly sure: boolean;
}

/** What a replacement comes to where its quote stands: lines for whole lines, a part of a line for a part. */
export function placeReplacement(
  quote: string,
  replacement: string,
  range: Range,
  text: string,
): PlacedReplacement {
  const start = offsetAt(text, range.start);
  const end = offsetAt(text, range.end);
  const lineStart = start - range.start.character;
  const lineEnd = endOfLine(text, end);
  const [head, tail] = [text.slice(lineStart, start), text.slice(end, lineEnd)];
  const isPart = !isBlank(head);
  const place = {
    code: text.slice(lineStart, end),
    isPart,
    text,
    lineEnd: lineEndAt(text, start),
  };
  if (isPart || !isBlank(tail)) {
    const { text: lines, sure } = adaptReplacement(replacement, quote, place);
    const after = lines.trim();
    return withoutDoubledEdges({ edit: { range, before: text.slice(start, end), after }, sure }, head, tail);
  }
  const from: Position = { line: range.start.line, character: 0 };
  const to: Position = { line: range.end.line, character: range.end.character + tail.length };
  if (isBlank(replacement)) {
    // Nothing takes the place of these lines: their last line end goes too.
    const next = text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : Math.min(lineEnd + 1, text.length);
    const behind = next > lineEnd ? { line: range.end.line + 1, character: 0 } : to;
    const edit = { range: { start: from, end: behind }, before: text.slice(lineStart, next), after: '' };
    return { edit, sure: true };
  }
  const { text: after, sure } = adaptReplacement(replacement, quote, place);
  return { edit: { range: { start: from, end: to }, before: text.slice(lineStart, lineEnd), after }, sure };
}

/**
 * Models quote a part of a line and give the whole of it for a replacement. A sign that ends the line is not written
 * twice; where what stands in front would be, nobody can tell whether it is meant.
 */
function withoutDoubledEdges(
  { edit, sure }: PlacedReplacement,
  head: string,
  tail: string,
): PlacedReplacement {
  const sign = tail.trim();
  const isDoubled = /^[;,:{]$/.test(sign) && edit.after.endsWith(sign) && !edit.before.endsWith(sign);
  const after = isDoubled ? edit.after.slice(0, -1).trimEnd() : edit.after;
  const front = head.trim();
  const repeatsFront = front.length > 1 && after.startsWith(front) && !edit.before.startsWith(front);
  return { edit: { ...edit, after }, sure: sure && !repeatsFront };
}
