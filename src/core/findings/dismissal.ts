import type { DismissedClaim } from '../dismissedClaim.ts';
import type { Finding } from '../finding.ts';
import { formerFingerprint } from './fingerprint.ts';

export const dismissalReasons = ['false-positive', 'accepted', 'wont-fix', 'style', 'unspecified'] as const;
export type DismissalReason = (typeof dismissalReasons)[number];

/**
 * What is dismissed: one finding by its identity (path and title only so that people can read the list), or every
 * finding of a kind. `within` is a file, a folder with `/` at its end, or '' for all; relative to the root, with `/`.
 */
export type DismissalTarget =
  | { readonly kind: 'finding'; readonly id: string; readonly file: string; readonly title: string }
  | { readonly kind: 'rule'; readonly rule: string; readonly within: string };

export interface Dismissal {
  readonly target: DismissalTarget;
  readonly reason: DismissalReason;
  readonly note?: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly on: string;
  /** The last day it counts. */
  readonly until?: string;
}

/** The kind of a finding as it is dismissed and grouped by: the model's word for it, else the category. */
export function ruleOf({ rule, category }: Pick<Finding, 'rule' | 'category'>): string {
  return rule ?? category;
}

/** Whether it counts on a day, and speaks of the finding. */
export function dismisses({ target, until }: Dismissal, finding: Finding, today: string): boolean {
  if (until !== undefined && until < today) return false;
  if (target.kind === 'finding') return target.id === finding.id || isFormerNameOf(finding, target);
  if (target.rule !== ruleOf(finding)) return false;
  const { path } = finding.file;
  return (
    target.within === '' ||
    path === target.within ||
    (target.within.endsWith('/') && path.startsWith(target.within))
  );
}

/** Only where the path fits: the former name holds it, and to compute it is dear. */
function isFormerNameOf(
  finding: Finding,
  { id, file }: Extract<DismissalTarget, { readonly kind: 'finding' }>,
): boolean {
  return id.startsWith('fr1:') && file === finding.file.path && id === formerFingerprint(finding);
}

/** What a model is told of the dismissals of a root that count on a day. */
export function dismissedClaims(
  dismissals: readonly Dismissal[],
  root: string,
  today: string,
): readonly DismissedClaim[] {
  return dismissals
    .filter(({ until }) => until === undefined || until >= today)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map(({ target }) =>
      target.kind === 'finding'
        ? { root, within: target.file, text: target.title }
        : { root, within: target.within, text: target.rule },
    );
}

/** One dismissal for each target; sorted, so that two people's lists merge line by line. */
export function tidy(dismissals: readonly Dismissal[]): readonly Dismissal[] {
  const byTarget = new Map(dismissals.map((one) => [keyOf(one), one]));
  return [...byTarget].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
}

/** The same for two dismissals of the same thing. */
export function keyOf({ target }: Dismissal): string {
  return target.kind === 'finding'
    ? `finding ${target.file} ${target.id}`
    : `rule ${target.rule} ${target.within}`;
}
