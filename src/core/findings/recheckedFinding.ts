import type { Finding, Fix, Range } from '../finding.ts';
import { withOrigin } from './origin.ts';
import { textIdOf } from './textId.ts';
import { readerOf } from './textInRange.ts';

/**
 * A finding that was found to hold in `text`, at its anchor there: open again, and tied to that text. A fix stays only
 * where `fits` says so, as it was made for the code of before.
 */
export function foundAgain(
  finding: Finding,
  anchor: Exclude<Finding['anchor'], { kind: 'none' }>,
  text: string,
  fits: (fix: Fix) => boolean,
): Finding {
  const { fix, origin: _, filtered: _filtered, ...rest } = finding;
  const again: Finding = {
    ...rest,
    anchor,
    quote: codeIn(text, anchor.range),
    state: 'open',
    verification: 'confirmed',
    ...(fix !== undefined && fits(fix) ? { fix } : {}),
  };
  return withOrigin(again, textIdOf(text));
}

/** With the indentation of its first line, as models quote. */
function codeIn(text: string, { start, end }: Range): string {
  const read = readerOf(text);
  const indent = read({ start: { line: start.line, character: 0 }, end: start });
  return (indent.trim() === '' ? indent : '') + read({ start, end });
}
