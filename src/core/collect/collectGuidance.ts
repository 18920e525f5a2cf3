import type { Guidance } from '../change.ts';
import type { SourceTree } from '../ports.ts';

/** Where a project keeps what it wants reviewers to know, in the order they are told. */
export const guidancePaths = [
  'REVIEW.md',
  'AGENTS.md',
  '.github/copilot-instructions.md',
  '.gemini/styleguide.md',
] as const;

/** The name under which `flashReview.instructions` is given as a source. */
const instructionsSettingName = 'flashReview.instructions';

/** In UTF-16 code units. */
export interface GuidanceLimits {
  readonly each: number;
  readonly total: number;
}

const guidanceLimits: GuidanceLimits = { each: 20_480, total: 40_960 };

export interface GuidanceRoot {
  readonly source: Pick<SourceTree, 'name' | 'readWorkTree'>;
  /** True for a path that the root's ignore files keep out: guidance is sent like anything else. */
  readonly isExcluded: (path: string) => boolean;
}

/**
 * What the user's setting and the projects ask of a review, the setting first. Only for trusted workspaces: the
 * caller sees to that. Links are not followed. Each text is at most `limits.each` long and all of them
 * `limits.total`; what is longer is cut behind a line and marked, and one for which nothing is left is listed
 * with an empty text. With several roots the root's name stands in front of the path.
 */
export async function collectGuidance(
  roots: readonly GuidanceRoot[],
  instructions: string,
  signal: AbortSignal,
  limits: GuidanceLimits = guidanceLimits,
): Promise<readonly Guidance[]> {
  const found = [{ source: instructionsSettingName, text: instructions }];
  for (const { source, isExcluded } of roots) {
    for (const path of guidancePaths) {
      if (signal.aborted) return [];
      if (isExcluded(path)) continue;
      const content = await source.readWorkTree(path);
      if (content.kind !== 'text') continue;
      found.push({ source: roots.length > 1 ? `${source.name}/${path}` : path, text: content.text });
    }
  }
  let left = limits.total;
  const guidance: Guidance[] = [];
  for (const { source, text } of found) {
    const whole = text.trim();
    if (whole === '') continue;
    const kept = cutBehindLine(whole, Math.min(limits.each, left));
    left -= kept.length;
    guidance.push({ source, text: kept, cut: kept.length < whole.length });
  }
  return guidance;
}

/** The lines that fit whole; of a first line that does not fit, what does. */
function cutBehindLine(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = text.lastIndexOf('\n', limit);
  if (end > 0) return text.slice(0, end).trimEnd();
  // Not between the halves of a surrogate pair.
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
}
