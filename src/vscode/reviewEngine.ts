import { join } from 'node:path';
import type { CollectFailure } from '../core/errors.ts';
import { review, type ReviewEvent, type ReviewPorts, type ReviewRequest } from '../core/review.ts';
import { createSyntax } from '../node/syntaxTrees.ts';
import { sha256 } from '../node/sha256.ts';
import { openSources, type OpenedSources } from './openSources.ts';
import { workspaceFolders } from './sources.ts';

export type EngineRequest = ReviewRequest;
export type EnginePorts = Omit<ReviewPorts, keyof OpenedSources | 'secrets' | 'hash' | 'syntax'>;

/** Runs reviews over the roots of this window; what is dear to start is kept from one to the next. */
export interface ReviewEngine extends Disposable {
  review(request: EngineRequest, ports: EnginePorts, signal: AbortSignal): AsyncIterable<ReviewEvent>;
}

/**
 * All that a review needs and an editor at rest does not hangs on this file, which is a bundle of its own, loaded at
 * the first review.
 */
export async function createReviewEngine(): Promise<ReviewEngine> {
  const { createSecretScanner } = await import('../node/secretScanner.ts');
  const syntax = createSyntax({ folder: join(import.meta.dirname, 'grammars') });
  const own = { secrets: createSecretScanner(), hash: sha256, syntax };
  return {
    review: (request, ports, signal) => reviewWindow(request, { ...ports, ...own }, signal),
    [Symbol.dispose]: () => syntax[Symbol.dispose](),
  };
}

async function* reviewWindow(
  request: EngineRequest,
  ports: Omit<ReviewPorts, keyof OpenedSources>,
  signal: AbortSignal,
): AsyncGenerator<ReviewEvent, void, void> {
  const opened = await openSources(request.scope, signal);
  if (!opened.ok) return yield failed(opened.failure);
  // A file that the user points at is meant, wherever it lies.
  const pointed = ['files', 'selection', 'folder', 'saved-file'].includes(request.scope.kind);
  const folders = pointed ? [] : workspaceFolders();
  const selection = folders.length === 0 ? request.selection : { ...request.selection, folders };
  yield* review({ ...request, selection }, { ...ports, ...opened.value }, signal);
}

function failed(failure: CollectFailure): ReviewEvent {
  return { kind: 'finished', outcome: { kind: 'failed', failure } };
}
