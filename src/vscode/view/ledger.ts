import type { Finding } from '../../core/finding.ts';
import type { FileCoverage } from '../../core/plan/coverage.ts';
import type { ReviewState } from '../review/reviewState.ts';
import type { Ledger } from './ledgerItems.ts';

const nothingListed: Ledger = { unreviewed: [], secrets: [], context: [] };

const known = new WeakMap<ReviewState, Ledger>();

/**
 * What the view lists beside findings. Where there is nothing else, a list of all that was not read would hide the
 * welcome text and its buttons: then it is empty.
 */
export function ledgerOf(state: ReviewState, findings: readonly Finding[]): Ledger {
  return cameToNothing(state) && findings.every(isOver) ? nothingListed : listedIn(state);
}

/** Made once for a state: many ask for it. */
function listedIn(state: ReviewState): Ledger {
  const before = known.get(state);
  if (before !== undefined) return before;
  const ledger = {
    unreviewed: unreviewedIn(state),
    secrets: 'secrets' in state ? state.secrets : [],
    context: 'context' in state ? state.context : [],
  };
  known.set(state, ledger);
  return ledger;
}

function unreviewedIn(state: ReviewState): readonly FileCoverage[] {
  if ('coverage' in state) return state.coverage.filter(({ kind }) => kind !== 'reviewed');
  if (state.kind !== 'no-changes') return [];
  return state.skipped.map(({ ref, reason }) => ({ ref, kind: 'skipped', reason }));
}

/** Failed or stopped before the first file was read to its end. */
function cameToNothing(state: ReviewState): boolean {
  if (state.kind === 'cancelled') return state.byClosing !== true && state.reviewed === 0;
  return state.kind === 'failed' && state.reviewed === 0;
}

function isOver({ state }: Finding): boolean {
  return state === 'fixed' || state === 'gone';
}
