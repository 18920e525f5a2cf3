import type { Finding } from '../finding.ts';
import { claimSimilarity } from './claimSimilarity.ts';
import { codeOverlap, isSameCode } from './codeOverlap.ts';

/** What tells one finding from another. */
export type Identifiable = Pick<
  Finding,
  'id' | 'file' | 'anchor' | 'quote' | 'category' | 'rule' | 'title' | 'explanation'
>;

/**
 * - `same-text`: the code of the known finding stands where it is said to, so the same code elsewhere is other code.
 * - `later-text`: the text may have changed, moved or got another path in between.
 */
export type MatchMode = 'same-text' | 'later-text';

/** Claims so alike say the same of the same code; where both name the same kind of defect, fewer words have to. */
const sameClaim = 0.4;
const sameClaimOfRule = 0.25;
/** The share of the shorter quote that both must have. */
const sameShare = 0.6;
/** Code that was edited, or says little, is known by its place or letters and a claim as alike as this. */
const sureClaim = 0.55;
/** Lines between two ranges that still touch, where the text may have changed. */
const touching = 1;

/**
 * The one of the known findings that the candidate repeats: the same claim, in whatever words and category, about
 * the same code, wherever it stands now. Of several, the one most alike, then the nearest. Undefined when it is new.
 */
export function matchFinding<T extends Identifiable>(
  candidate: Identifiable,
  known: readonly T[],
  modeOf: (known: T) => MatchMode,
): T | undefined {
  let best: { readonly finding: T; readonly score: number; readonly apart: number } | undefined;
  for (const finding of known) {
    const score = scoreOf(candidate, finding, modeOf(finding));
    if (score === undefined) continue;
    const apart = linesApart(candidate, finding) ?? Infinity;
    if (best === undefined || score > best.score || (score === best.score && apart < best.apart))
      best = { finding, score, apart };
  }
  return best?.finding;
}

/** How surely two findings are one; undefined when they are not. */
function scoreOf(a: Identifiable, b: Identifiable, mode: MatchMode): number | undefined {
  const samePath = a.file.root === b.file.root && a.file.path === b.file.path;
  const apart = samePath ? linesApart(a, b) : undefined;
  const isNear = apart !== undefined && apart <= (mode === 'same-text' ? 0 : touching);
  if (mode === 'same-text' && (!samePath || (apart !== undefined && !isNear))) return undefined;
  const code = codeOverlap(a.quote, b.quote);
  const least = leastClaim(a, b, code, { samePath, apart, isNear });
  if (least === undefined) return undefined;
  const claim = claimSimilarity(a, b);
  if (claim < least) return undefined;
  return (
    claim + (code ?? 0) + (isNear ? 0.5 : 0) + (samePath ? 0.5 : 0) + (a.category === b.category ? 0.1 : 0)
  );
}

interface Nearness {
  readonly samePath: boolean;
  readonly apart: number | undefined;
  readonly isNear: boolean;
}

/** How alike the claims must be, after what code and place say; undefined when they say that it is other code. */
function leastClaim(
  a: Identifiable,
  b: Identifiable,
  code: number | undefined,
  { samePath, apart, isNear }: Nearness,
): number | undefined {
  const usual = a.rule !== undefined && a.rule === b.rule ? sameClaimOfRule : sameClaim;
  if (code !== undefined) {
    if (code >= sameShare) return usual;
    if (!isNear) return undefined;
    return apart === 0 ? usual : sureClaim;
  }
  // Where there is no code to go by, the place or, for want of a line, the file must do.
  if (isNear || (samePath && apart === undefined)) return usual;
  return isSameCode(a.quote, b.quote) ? sureClaim : undefined;
}

/** Lines between two ranges, 0 when they share one; undefined when one has none. */
function linesApart(a: Identifiable, b: Identifiable): number | undefined {
  const [ours, theirs] = [a, b].map((finding) =>
    finding.anchor.kind === 'none' ? undefined : finding.anchor.range,
  );
  if (ours === undefined || theirs === undefined) return undefined;
  return Math.max(0, ours.start.line - theirs.end.line, theirs.start.line - ours.end.line);
}
