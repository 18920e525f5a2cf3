import { rangeOf, type Finding } from '../finding.ts';
import type { LineSpan } from '../ports.ts';
import type { HunkCache } from './hunkCache.ts';
import type { SeenHunk, SentHunk } from './unseenHunks.ts';

/**
 * Remembers hunks whose review came to its end, with what was found in each. `findings` stand where they were found,
 * in the text that was sent. What stood there before is remembered too: taking a change back brings nothing new.
 */
export function rememberReviewed(
  cache: HunkCache,
  sent: readonly SentHunk[],
  findings: readonly Finding[],
): void {
  for (const { now, before, lines } of sent) {
    if (before !== undefined && cache.get(before) === undefined) cache.add(before, []);
    const inside = findings.filter((finding) => lines === undefined || isWithin(finding, lines));
    cache.add(
      now,
      inside.map(({ id }) => id),
    );
  }
}

/**
 * Findings whose code was edited until it became what a review has seen without them: they are settled, as if that
 * review had come now; those of other tools are not for it to settle. `findings` stand in the text that holds the hunks.
 */
export function settledBySeen(findings: readonly Finding[], seen: readonly SeenHunk[]): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.state === 'changed' &&
      finding.tool === undefined &&
      finding.anchor.kind !== 'none' &&
      seen.some(({ lines, findings: known }) => isWithin(finding, lines) && !known.includes(finding.id)),
  );
}

/** Without a line, a finding is about the file. */
function isWithin(finding: Finding, { start, end }: LineSpan): boolean {
  const range = rangeOf(finding);
  return range === undefined || (range.start.line < end && range.end.line + 1 >= start);
}
