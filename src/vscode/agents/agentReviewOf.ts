import * as vscode from 'vscode';
import type { ReviewInput } from '../../core/report/agentInputs.ts';
import { mostLeftOut, type AgentReview } from '../../core/report/agentPage.ts';
import { reviewModel } from '../../core/model/routing.ts';
import { readSettings } from '../configuration.ts';
import { uriOf } from '../documents.ts';
import { coverageSentence } from '../view/ledgerItems.ts';
import { skipSentence } from '../messages.ts';
import type { ReviewState } from '../review/reviewState.ts';

/** What an agent is told of the review it asked for, beside its findings. */
export function agentReviewOf(
  { scope, base = '' }: Pick<ReviewInput, 'scope' | 'base'>,
  state: ReviewState,
  problem: string | undefined,
): AgentReview {
  const ended = 'coverage' in state ? state : undefined;
  const skipped = state.kind === 'no-changes' ? state.skipped : [];
  const left =
    ended === undefined
      ? skipped.map(({ ref, reason }) => ({ ref, why: skipSentence(reason) }))
      : ended.coverage
          .filter(({ kind }) => kind !== 'reviewed')
          .map((file) => ({ ref: file.ref, why: coverageSentence(file) }));
  return {
    scope: `${scope} ${base}`.trim(),
    model: ended?.modelVersion ?? reviewModel(readSettings()),
    outcome: outcomeOf(state),
    ...(problem === undefined ? {} : { problem }),
    filesReviewed: ended?.reviewed ?? 0,
    filesLeftOut: left
      .slice(0, mostLeftOut)
      .map(({ ref, why }) => ({ file: vscode.workspace.asRelativePath(uriOf(ref)), why })),
    filesLeftOutInAll: left.length,
    ...(ended?.dollars === undefined ? {} : { costInDollars: ended.dollars }),
  };
}

function outcomeOf(state: ReviewState): AgentReview['outcome'] {
  switch (state.kind) {
    case 'completed':
    case 'failed':
      return state.kind;
    case 'no-changes':
      return 'nothing-to-review';
    case 'cancelled':
    // Another review took its place before it began.
    case 'idle':
    case 'running':
      return 'interrupted';
  }
}
