import { review, type ReviewEvent, type ReviewPorts, type ReviewRequest } from '../core/review.ts';
import { openRepositories } from './gitExtension.ts';

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
  const roots = 'roots' in request.scope ? request.scope.roots : [];
  const repositories = await openRepositories(roots, signal);
  if (!repositories.ok) {
    const { failure } = repositories;
    return yield { kind: 'finished', outcome: { kind: 'failed', failure } };
  }
  yield* review(request, { ...ports, repositories: repositories.value }, signal);
}
