import type { Finding, FindingState } from '../finding.ts';

/** What the user or the code has decided on a finding meanwhile. */
const decided: readonly FindingState[] = ['dismissed', 'fixed', 'gone'];

/** A kept finding with what its review has learnt of it since: it stays where it stands now. */
export function reviseFinding(known: Finding, now: Finding): Finding {
  const { verification: _verification, filtered: _filtered, ...place } = known;
  const { severity, category, title, explanation, confidence, verification, filtered } = now;
  const state = stateOf(known, now);
  const fix = known.fix ?? now.fix;
  const origin =
    known.origin === undefined || now.origin?.fix === undefined
      ? known.origin
      : { ...known.origin, fix: now.origin.fix };
  return {
    ...place,
    severity,
    category,
    title,
    explanation,
    confidence,
    state,
    ...(fix === undefined ? {} : { fix }),
    ...(origin === undefined ? {} : { origin }),
    ...(verification === undefined ? {} : { verification }),
    ...(state === 'filtered' && filtered !== undefined ? { filtered } : {}),
  };
}

function stateOf(known: Finding, now: Finding): FindingState {
  if (decided.includes(known.state)) return known.state;
  return now.state === 'filtered' || known.state === 'filtered' ? now.state : known.state;
}
