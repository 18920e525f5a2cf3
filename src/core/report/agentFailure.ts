import type { ReviewFailure } from '../errors.ts';

/** What a model can do about a failure. */
type Remedy = 'ask-user' | 'wait' | 'other-arguments' | 'less' | 'again' | 'none';

const remedies: Readonly<Record<ReviewFailure['kind'], Remedy>> = {
  'no-key': 'ask-user',
  'bad-endpoint': 'ask-user',
  'bad-key': 'ask-user',
  'no-permission': 'ask-user',
  'no-login': 'ask-user',
  'login-expired': 'ask-user',
  'missing-setting': 'ask-user',
  'bad-location': 'ask-user',
  mismatch: 'ask-user',
  'model-not-found': 'ask-user',
  'bad-request': 'ask-user',
  region: 'ask-user',
  billing: 'ask-user',
  'gateway-billing': 'ask-user',
  precondition: 'ask-user',
  'quota-minute': 'wait',
  'quota-day': 'ask-user',
  overloaded: 'wait',
  network: 'ask-user',
  proxy: 'ask-user',
  tls: 'ask-user',
  timeout: 'less',
  silent: 'again',
  blocked: 'less',
  'cut-off': 'less',
  'no-finish': 'again',
  empty: 'again',
  cancelled: 'none',
  'bad-answer': 'ask-user',
  'git-missing': 'ask-user',
  'git-failed': 'ask-user',
  'no-repository': 'other-arguments',
  'no-such-revision': 'other-arguments',
  'no-merge-base': 'other-arguments',
  declined: 'less',
  'budget-spent': 'ask-user',
  internal: 'none',
};

const advice: Readonly<Record<Remedy, string>> = {
  'ask-user': 'You cannot put this right: tell the user, and do not call again before they have.',
  wait: 'Wait a minute before you call again.',
  'other-arguments': '',
  less: 'Review less at once (scope, paths), or ask the user.',
  again: 'You may call once more.',
  none: '',
};

/** A failure in words for a model: what happened, as the shell says it, and what the model can do about it. */
export function agentFailure(failure: ReviewFailure, sentence: string): string {
  const told = ofArguments(failure) ?? sentence;
  return `${told} ${advice[remedies[failure.kind]]}`.trim();
}

/** Failures that come from the arguments of the call, in its words. */
function ofArguments(failure: ReviewFailure): string | undefined {
  switch (failure.kind) {
    case 'no-repository':
      return 'This is no git repository, so there are no changes to see. Call again with scope “files” and paths.';
    case 'no-such-revision':
      return `Git knows no branch, tag or commit “${failure.revision}” here. Call again with another base.`;
    case 'no-merge-base':
      return `The branch and “${failure.base}” have no common commit here. Call again with another base.`;
    default:
      return undefined;
  }
}
