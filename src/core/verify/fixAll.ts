import type { Fix, FixEdit, Position } from '../finding.ts';
import { checkFix } from './fixGate.ts';

/**
 * - `preview-only`: it may not be applied by one press.
 * - `text-changed`: what it replaces no longer stands where it was.
 * - `overlap`: it touches what itself or a fix before it changes.
 */
export type LeftOutReason = 'preview-only' | 'text-changed' | 'overlap';

export interface CombinedFixes {
  /** Of all that are applied, as one fix: its edits in text order, not overlapping. */
  readonly edits: readonly FixEdit[];
  readonly applied: readonly Fix[];
  readonly leftOut: readonly { readonly fix: Fix; readonly reason: LeftOutReason }[];
}

/**
 * Many fixes of one file as one list of edits, each fix whole or not at all. Of fixes that overlap, the one that
 * begins first stands; of two that begin together, the one given first.
 */
export function combineFixes(text: string, fixes: readonly Fix[]): CombinedFixes {
  const applied: Fix[] = [];
  const leftOut: { fix: Fix; reason: LeftOutReason }[] = [];
  const edits: FixEdit[] = [];
  for (const fix of fixes.toSorted(byFirstEdit)) {
    const check = checkFix(fix, text);
    if (!fix.automatic) leftOut.push({ fix, reason: 'preview-only' });
    else if (check.kind === 'refused') leftOut.push({ fix, reason: check.reason });
    else if (fix.edits.some((edit) => edits.some((other) => collide(edit, other)))) {
      leftOut.push({ fix, reason: 'overlap' });
    } else {
      applied.push(fix);
      edits.push(...fix.edits);
    }
  }
  return { edits: edits.toSorted((a, b) => compare(a.range.start, b.range.start)), applied, leftOut };
}

function byFirstEdit(a: Fix, b: Fix): number {
  const [first, second] = [a.edits[0], b.edits[0]];
  if (first === undefined || second === undefined) return 0;
  return compare(first.range.start, second.range.start);
}

/** Edits that only touch are two; but where one inserts at the edge of another, nothing says which comes first. */
function collide({ range: a }: FixEdit, { range: b }: FixEdit): boolean {
  if (compare(a.end, b.start) < 0 || compare(b.end, a.start) < 0) return false;
  const touching = compare(a.end, b.start) === 0 || compare(b.end, a.start) === 0;
  return !touching || isEmpty(a) || isEmpty(b);
}

function isEmpty({ start, end }: FixEdit['range']): boolean {
  return compare(start, end) === 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
