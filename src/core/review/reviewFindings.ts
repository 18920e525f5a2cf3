import type { ChangedFile } from '../change.ts';
import type { SecondLook } from '../effort.ts';
import type { FilterReason, Finding, Fix } from '../finding.ts';
import type { ToolDiagnostic } from '../toolDiagnostic.ts';
import { DuplicateFilter, type FindingPlace, type KnownFindings } from '../verify/filterFindings.ts';
import { KnownDiagnostics } from '../verify/knownDiagnostics.ts';
import { isDoubtful, withAgreement, type Opinion } from '../verify/passAgreement.ts';
import type { ReviewedScope } from '../verify/scopeFilter.ts';
import type { Screening } from '../verify/screening.ts';
import { wantsSecondLook } from '../verify/secondLook.ts';
import { belowThreshold, rankWithin, ShownCount } from '../verify/thresholds.ts';
import { settleInPresent } from './settleInPresent.ts';

export interface FindingRules extends Screening {
  readonly passes: number;
  readonly verify: SecondLook;
  /** What the review is about. */
  readonly reviewed: ReviewedScope;
  /** Findings of earlier reviews: one that comes again keeps its name. */
  readonly known: KnownFindings | undefined;
  readonly diagnostics: readonly ToolDiagnostic[];
  /** A finding as the user has decided on it: dismissed, held back with its kind, or as it came. */
  readonly judge: (finding: Finding) => Finding;
}

/** A finding where it is now: new, or one that came before, under the same id, with more known of it. */
export interface FindingEvent {
  readonly kind: 'finding' | 'revised';
  readonly finding: Finding;
}

/** Where a finding comes from: the part of the plan, the pass over it, and its file as it really is. */
export interface FoundIn {
  readonly file: ChangedFile | undefined;
  readonly place: FindingPlace;
  /** 0-based, as `pass`. */
  readonly part: number;
  readonly pass: number;
}

interface Kept {
  /** As the model gave it, in the reviewed text. */
  readonly given: Finding;
  /** As it was last told, in the reviewed text. */
  readonly told: Finding;
  readonly file: ChangedFile | undefined;
  readonly part: number;
  readonly opinions: readonly Opinion[];
}

/** Lines around a change that are near it. */
const nearbyLines = 10;

/** What a review has found so far: each finding once, with what passes, filters and a second look make of it. */
export class ReviewFindings {
  readonly #rules: FindingRules;
  readonly #diagnostics: KnownDiagnostics;
  readonly #duplicates: DuplicateFilter;
  readonly #count: ShownCount;
  readonly #kept = new Map<string, Kept>();

  constructor(rules: FindingRules) {
    this.#rules = rules;
    this.#diagnostics = new KnownDiagnostics(rules.diagnostics);
    this.#duplicates = new DuplicateFilter(rules.known);
    this.#count = new ShownCount(rules.limits);
  }

  /** Undefined when there is nothing new in it. */
  take(found: Finding, { file, place, part, pass }: FoundIn): FindingEvent | undefined {
    const { severity, confidence } = found;
    const opinion = { pass, severity, confidence };
    const { finding: given } = this.#duplicates.admit(found, place);
    const known = this.#kept.get(given.id);
    if (known === undefined) {
      const kept = { given, told: given, file, part, opinions: [opinion] };
      return this.#tell(kept, this.#count.admit(this.#screened(kept)), 'finding');
    }
    // What was decided by then stands.
    if (isSettled(known.told)) return undefined;
    const kept = { ...known, given, opinions: [...known.opinions, opinion] };
    const screened = this.#screened(kept);
    return this.#tell(kept, known.told.state === 'open' ? screened : this.#count.admit(screened));
  }

  /** The passes over a part are over: what too few of them found is to be looked at a second time. */
  *doubt(part: number): Iterable<FindingEvent> {
    const { passes, verify } = this.#rules;
    if (verify === 'off') return;
    for (const kept of this.#of(part)) {
      const { told, opinions } = kept;
      if (told.state !== 'open' || told.verification !== undefined || !isDoubtful(opinions, passes)) continue;
      yield* this.#tellNews(kept, { ...told, verification: 'pending' });
    }
  }

  /** Those of a part that wait for their second look, in the reviewed texts. */
  pending(part: number): readonly Finding[] {
    return this.#of(part).flatMap(({ told }) => (told.verification === 'pending' ? [told] : []));
  }

  /** Those of a part that are shown, in the reviewed texts. */
  shown(part: number): readonly Finding[] {
    return this.#of(part).flatMap(({ told }) => (told.state === 'open' ? [told] : []));
  }

  /** The finding after its second look: lighter ones may be too light to be shown. */
  *settle(finding: Finding): Iterable<FindingEvent> {
    const kept = this.#kept.get(finding.id);
    if (kept === undefined) return;
    const reason = finding.state === 'open' ? belowThreshold(finding, this.#rules.thresholds) : undefined;
    yield* this.#tellNews(kept, reason === undefined ? finding : heldBack(finding, reason));
  }

  *fix(id: string, fix: Fix): Iterable<FindingEvent> {
    const kept = this.#kept.get(id);
    if (kept !== undefined) yield* this.#tellNews(kept, { ...kept.told, fix });
  }

  /** The review is over: the worst are shown within the limits, and nothing waits any more. */
  *finish(): Iterable<FindingEvent> {
    for (const kept of this.#kept.values()) {
      if (kept.told.verification === 'pending')
        yield* this.#tellNews(kept, { ...kept.told, verification: 'unresolved' });
    }
    const all = [...this.#kept.values()].map(({ told }) => told);
    for (const finding of rankWithin(all, this.#rules.limits)) {
      const kept = this.#kept.get(finding.id);
      if (kept !== undefined) yield* this.#tellNews(kept, finding);
    }
  }

  #of(part: number): readonly Kept[] {
    return [...this.#kept.values()].filter((kept) => kept.part === part);
  }

  #screened({ given, opinions }: Kept): Finding {
    const { passes, verify, judge, thresholds } = this.#rules;
    const finding = judge(withAgreement(given, opinions, passes));
    if (finding.state !== 'open') return finding;
    const reason =
      this.#outside(finding) ?? this.#diagnostics.reason(finding) ?? belowThreshold(finding, thresholds);
    if (reason !== undefined) return heldBack(finding, reason);
    return wantsSecondLook(finding, verify) ? { ...finding, verification: 'pending' } : finding;
  }

  #outside(finding: Finding): FilterReason | undefined {
    const { outsideChange, reviewed } = this.#rules;
    if (outsideChange === 'show') return undefined;
    return reviewed.outside(finding, { nearby: outsideChange === 'showNearby' ? nearbyLines : 0 });
  }

  *#tellNews(kept: Kept, finding: Finding): Iterable<FindingEvent> {
    const event = this.#tell(kept, finding);
    if (event !== undefined) yield event;
  }

  #tell(kept: Kept, told: Finding, kind: FindingEvent['kind'] = 'revised'): FindingEvent | undefined {
    const { file } = kept;
    this.#kept.set(told.id, { ...kept, told });
    if (kind === 'revised' && JSON.stringify(told) === JSON.stringify(kept.told)) return undefined;
    return { kind, finding: settleInPresent(told, file) };
  }
}

function isSettled({ verification, state }: Finding): boolean {
  return verification === 'confirmed' || verification === 'unresolved' || state === 'dismissed';
}

function heldBack(finding: Finding, filtered: FilterReason): Finding {
  const { verification: _, ...rest } = finding;
  return { ...rest, state: 'filtered', filtered };
}
