import {
  compareSeverity,
  rangeOf,
  type FileRef,
  type FilterReason,
  type Finding,
  type Severity,
} from '../finding.ts';

export interface Thresholds {
  readonly minimumSeverity: Severity;
  /** 0 to 1. */
  readonly minimumConfidence: number;
}

/** How many findings are shown at most; null is no limit. */
export interface FindingLimits {
  readonly perFile: number | null;
  readonly perReview: number | null;
}

/** Undefined for a finding that is grave and sure enough. */
export function belowThreshold(finding: Finding, thresholds: Thresholds): FilterReason | undefined {
  const { minimumSeverity, minimumConfidence } = thresholds;
  if (compareSeverity(finding.severity, minimumSeverity) > 0) {
    return { kind: 'low-severity', detail: `${finding.severity} < ${minimumSeverity}` };
  }
  if (finding.confidence < minimumConfidence) {
    return { kind: 'low-confidence', detail: `${finding.confidence} < ${minimumConfidence}` };
  }
  return undefined;
}

/**
 * Keeps a streaming review within its limits, first come first shown: what is on the screen does not vanish for
 * something that came later. `rankWithin` puts it right at the end.
 */
export class ShownCount {
  readonly #limits: FindingLimits;
  readonly #inFile = new Map<string, number>();
  #inReview = 0;

  constructor(limits: FindingLimits) {
    this.#limits = limits;
  }

  /** The finding as it is, and counted, or held back as one too many. Only open findings count. */
  admit(finding: Finding): Finding {
    if (finding.state !== 'open') return finding;
    const key = keyOf(finding.file);
    const inFile = this.#inFile.get(key) ?? 0;
    const reason = excess(inFile, this.#inReview, this.#limits);
    if (reason !== undefined) return heldBack(finding, reason);
    this.#inFile.set(key, inFile + 1);
    this.#inReview++;
    return finding;
  }
}

/**
 * The findings whose state is to change so that the worst are shown: open ones that are one too many, and ones held
 * back as such for which there is room. The order given does not matter; other states are left alone.
 */
export function rankWithin(findings: readonly Finding[], limits: FindingLimits): readonly Finding[] {
  const inFile = new Map<string, number>();
  let inReview = 0;
  const changed: Finding[] = [];
  const ranked = findings.filter((one) => one.state === 'open' || one.filtered?.kind === 'too-many');
  if (allWithin(ranked, limits)) return [];
  const keyed = ranked.map((finding) => ({ finding, key: keyOf(finding.file) }));
  for (const { finding, key } of keyed.sort(compareFindings)) {
    const count = inFile.get(key) ?? 0;
    const reason = excess(count, inReview, limits);
    if (reason !== undefined) {
      if (finding.state === 'open') changed.push(heldBack(finding, reason));
      continue;
    }
    inFile.set(key, count + 1);
    inReview++;
    if (finding.state === 'filtered') changed.push(shownAgain(finding));
  }
  return changed;
}

/** As mostly: then nothing needs to be put in order, which takes long for thousands. */
function allWithin(findings: readonly Finding[], limits: FindingLimits): boolean {
  const count = new ShownCount(limits);
  return findings.every((finding) => finding.state === 'open' && count.admit(finding) === finding);
}

function excess(inFile: number, inReview: number, limits: FindingLimits): FilterReason | undefined {
  const { perFile, perReview } = limits;
  if (perFile !== null && inFile >= perFile) return { kind: 'too-many', detail: `${perFile} per file` };
  if (perReview !== null && inReview >= perReview)
    return { kind: 'too-many', detail: `${perReview} per review` };
  return undefined;
}

function heldBack(finding: Finding, filtered: FilterReason): Finding {
  return { ...finding, state: 'filtered', filtered };
}

function shownAgain(finding: Finding): Finding {
  const { filtered: _, ...rest } = finding;
  return { ...rest, state: 'open' };
}

interface KeyedFinding {
  readonly finding: Finding;
  /** Of its file. */
  readonly key: string;
}

/** Worst and surest first; place and identity settle the rest, so that the same findings give the same choice. */
function compareFindings(one: KeyedFinding, other: KeyedFinding): number {
  const { finding: a } = one;
  const { finding: b } = other;
  return (
    compareSeverity(a.severity, b.severity) ||
    b.confidence - a.confidence ||
    compareText(one.key, other.key) ||
    (rangeOf(a)?.start.line ?? 0) - (rangeOf(b)?.start.line ?? 0) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf({ root, path }: FileRef): string {
  return `${root}\0${path}`;
}
