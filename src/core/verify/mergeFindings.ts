import { compareSeverity, type Anchor, type Finding } from '../finding.ts';

/**
 * One finding of two that say the same, under the name and at the place of the first: the surest anchor and the
 * explanation of the one that is surer of itself, the worse severity, and a fix that can be applied before one that
 * cannot. The first itself when the second adds nothing.
 */
export function mergeFindings(first: Finding, second: Finding): Finding {
  const teller = tellsMore(second, first) ? second : first;
  const placed = certainty(second.anchor) > certainty(first.anchor) ? second : first;
  const worse = compareSeverity(second.severity, first.severity) < 0 ? second : first;
  const fixed =
    first.fix === undefined || (!first.fix.automatic && second.fix?.automatic === true) ? second : first;
  const rule = first.rule ?? second.rule;
  const cwe = first.cwe ?? second.cwe;
  const confidence = Math.max(first.confidence, second.confidence);
  const addsNothing =
    [teller, placed, worse].every((one) => one === first) &&
    (fixed === first || second.fix === undefined) &&
    rule === first.rule &&
    cwe === first.cwe &&
    confidence === first.confidence;
  if (addsNothing) return first;
  return {
    ...first,
    anchor: placed.anchor,
    quote: placed.quote,
    severity: worse.severity,
    title: teller.title,
    explanation: teller.explanation,
    confidence,
    ...(rule === undefined ? {} : { rule }),
    ...(cwe === undefined ? {} : { cwe }),
    ...(fixed.fix === undefined ? {} : { fix: fixed.fix }),
  };
}

function tellsMore(a: Finding, b: Finding): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  return a.explanation.length > b.explanation.length;
}

function certainty(anchor: Anchor): number {
  return ['none', 'line-only', 'relocated', 'exact'].indexOf(anchor.kind);
}
