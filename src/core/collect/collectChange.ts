import type { CollectedChange } from '../change.ts';
import type { CollectFailure, Result } from '../errors.ts';
import type { Overlay, Repository } from '../ports.ts';
import { collectScope } from './collectScope.ts';

/** All uncommitted changes of the given repositories. */
export async function collectWorkingChanges(
  repositories: readonly Repository[],
  overlay: Overlay,
  signal: AbortSignal,
): Promise<Result<CollectedChange, CollectFailure>> {
  return collectScope({ kind: 'working-changes', roots: [] }, repositories, overlay, signal);
}
