import { join } from 'node:path';
import type { CostFailure } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import { dismissedClaims } from '../core/findings/dismissal.ts';
import type { Preflight } from '../core/review/preflight.ts';
import { review } from '../core/review/review.ts';
import { createImageReader } from '../node/imageFile.ts';
import { createRepositoryReader } from '../node/repositoryReader.ts';
import { sha256 } from '../node/sha256.ts';
import { createSyntax } from '../node/syntaxTrees.ts';
import { systemClock } from '../node/systemClock.ts';
import { today } from './dismissals.ts';
import { maxFileBytes } from './place.ts';
import { requestOf, type ReviewJob } from './reviewJob.ts';
import { ResultSoFar, type ProgressListener, type ReviewResult } from './reviewResult.ts';

/** What a review tells and asks while it goes. */
export interface ReviewListener extends ProgressListener {
  /** Asked before anything is sent; a failure ends the review. */
  approve(preflight: Preflight): CostFailure | undefined;
  /** As the user has decided on it: dismissed, held back with its kind, or as it came. */
  judge(finding: Finding): Finding;
}

/** The only place of the command line that runs the core's review. */
export async function runReview(
  job: ReviewJob,
  listener: ReviewListener,
  signal: AbortSignal,
): Promise<ReviewResult> {
  const { place, known, dismissals, client } = job;
  const { createSecretScanner } = await import('../node/secretScanner.ts');
  using syntax = createSyntax({ folder: grammarFolder });
  const soFar = new ResultSoFar(listener);
  const ports = {
    sources: [place.source],
    overlay: { texts: new Map<string, string>() },
    secrets: createSecretScanner(),
    hash: sha256,
    syntax,
    readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes }),
    client,
    clock: systemClock,
    known,
    judge: (finding: Finding) => listener.judge(finding),
    dismissed: () => dismissedClaims(dismissals, place.root, today()),
    approve: async (preflight: Preflight) => Promise.resolve(listener.approve(preflight)),
    readImage: createImageReader('git'),
  };
  for await (const event of review(requestOf(job), ports, signal)) soFar.take(event);
  return soFar.result;
}

/** Beside the bundle; in a checkout, where they were installed. */
const grammarFolder = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '../../node_modules/@vscode/tree-sitter-wasm/wasm')
  : join(import.meta.dirname, 'grammars');
