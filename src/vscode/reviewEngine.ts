import type { CollectFailure } from '../core/errors.ts';
import { review, type ReviewEvent, type ReviewPorts, type ReviewRequest } from '../core/review.ts';
import { createGitRepository } from '../node/gitRepository.ts';
import { gitPlaces } from './gitExtension.ts';

export type EngineRequest = ReviewRequest;
export type EnginePorts = Omit<ReviewPorts, 'repositories'>;

/**
 * One review over the repositories of this window. All that a review needs and an editor at rest does not hangs
 * on this file, which is a bundle of its own, loaded at the first review.
 */
export async function* runReview(
  request: EngineRequest,
  ports: EnginePorts,
  signal: AbortSignal,
): AsyncGenerator<ReviewEvent, void, void> {
  const places = await gitPlaces(signal);
  if (!places.ok) return yield failed(places.failure);
  const roots = 'roots' in request.scope ? request.scope.roots : [];
  const repositories = places.value
    .filter(({ root }) => roots.length === 0 || roots.includes(root))
    .map(createGitRepository);
  if (repositories.length === 0) return yield failed({ kind: 'no-repository' });
  yield* review(request, { ...ports, repositories }, signal);
}

function failed(failure: CollectFailure): ReviewEvent {
  return { kind: 'finished', outcome: { kind: 'failed', failure } };
}
