import { rangeOf, type FileRef, type Finding } from '../finding.ts';
import type { LineSpan } from '../ports.ts';

/** A file that a review has read to the end of its answer, or those of its lines that it read; 1-based. */
export interface ReviewedPart extends FileRef {
  readonly lines?: readonly LineSpan[];
}

/** Without a line, a finding is about the file. Of what another tool found, a review says nothing. */
export function covers({ lines }: ReviewedPart, finding: Finding): boolean {
  if (finding.tool !== undefined) return false;
  const range = rangeOf(finding);
  if (lines === undefined || range === undefined) return true;
  return lines.some(({ start, end }) => range.start.line < end && range.end.line + 1 >= start);
}

/**
 * A finding that the newer review did not repeat. Without its origin it stays so: the code it was found in is
 * as it was, and has been judged twice. One whose code was edited comes back if the edit is taken back.
 */
export function asFixed(finding: Finding): Finding {
  if (finding.state === 'changed') return { ...finding, state: 'fixed' };
  const { origin: _origin, ...rest } = finding;
  return { ...rest, state: 'fixed' };
}
