import { compareSeverity, severities, type Finding, type Severity } from '../finding.ts';

/** What one pass said of a finding. */
export interface Opinion {
  /** 0-based. */
  readonly pass: number;
  readonly severity: Severity;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A finding of a single pass that is this sure of itself needs no other to agree. */
const sureAlone = 0.8;
/** Passes that must agree before a finding stands without being asked about. */
const minimumAgreement = 2;

/** The finding with the severity that most passes give it, surer the more of them agree. */
export function withAgreement(finding: Finding, opinions: readonly Opinion[], passes: number): Finding {
  if (passes < 2) return finding;
  const confidence = Math.max(finding.confidence, ...opinions.map((one) => one.confidence));
  return {
    ...finding,
    severity: mostGiven(opinions) ?? finding.severity,
    confidence: agreedConfidence(confidence, countPasses(opinions), passes),
  };
}

/** Whether too few passes found it, none of them sure of itself: it is looked at once more. */
export function isDoubtful(opinions: readonly Opinion[], passes: number): boolean {
  if (passes < minimumAgreement || countPasses(opinions) >= minimumAgreement) return false;
  return opinions.every(({ confidence }) => confidence < sureAlone);
}

/** Half of the doubt is gone when all passes agree: they share the model, and with it some of its errors. */
function agreedConfidence(own: number, agreeing: number, total: number): number {
  return own + ((1 - own) / 2) * ((agreeing - 1) / (total - 1));
}

/** Of two given equally often, the worse. */
function mostGiven(opinions: readonly Opinion[]): Severity | undefined {
  const times = (severity: Severity): number => opinions.filter((one) => one.severity === severity).length;
  const [first] = severities.toSorted((a, b) => times(b) - times(a) || compareSeverity(a, b));
  return opinions.length === 0 ? undefined : first;
}

function countPasses(opinions: readonly Opinion[]): number {
  return new Set(opinions.map(({ pass }) => pass)).size;
}
