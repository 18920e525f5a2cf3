import type { SkipReason } from '../core/change.ts';
import type { ReviewFailure } from '../core/errors.ts';
import type { Sentences } from '../core/review/buildReport.ts';

/** What a failure means and what to do next. */
export function failureSentence(failure: ReviewFailure): string {
  switch (failure.kind) {
    case 'no-key':
      return 'There is no API key. Set GEMINI_API_KEY, or FLASH_REVIEW_API_KEY for a configured endpoint, in the environment.';
    case 'bad-endpoint':
      return 'The endpoint is no https address (http is for this machine only). Correct --endpoint or FLASH_REVIEW_ENDPOINT.';
    case 'bad-key':
      return 'The service did not accept the API key. Set another one in the environment.';
    case 'no-permission':
      return 'The API key is valid but may not use this model. Allow the API for its project, or use another key.';
    case 'no-login':
      return 'Google Cloud credentials were not found. Run gcloud auth application-default login, or set GOOGLE_APPLICATION_CREDENTIALS.';
    case 'login-expired':
      return 'Google no longer accepts the login. Run gcloud auth application-default login again.';
    case 'missing-setting':
      return 'A setting that this way to the model needs is empty: set FLASH_REVIEW_VERTEX_PROJECT, or a key for express mode.';
    case 'bad-location':
      return `“${failure.location}” is no Vertex AI location; one is written like global, us or europe-west4.`;
    case 'mismatch':
      return `These do not belong together: ${failure.first} and ${failure.second}. Set a key for this endpoint, or another provider.`;
    case 'model-not-found':
      return `The service does not know the model “${failure.model}”. See: flash-review models`;
    case 'bad-request':
      return 'The service refused the request as malformed.';
    case 'region':
      return 'The service is not offered where the request comes from. Vertex AI may be a way: --provider vertex.';
    case 'billing':
      return 'Billing is off for the project behind the key. Switch it on, or use a key of another project.';
    case 'gateway-billing':
      return 'The account at the gateway has no credit left.';
    case 'precondition':
      return 'The account behind the key cannot use the service as it is.';
    case 'quota-minute':
      return 'The quota per minute is used up. Wait a minute and try again.';
    case 'quota-day':
      return 'The quota for today is used up. It comes back at midnight Pacific time.';
    case 'overloaded':
      return 'The service is overloaded or down, and several tries did not get through. Try again in a few minutes.';
    case 'network':
      return 'The service could not be reached, or the connection broke. Check the network; behind a proxy, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.';
    case 'proxy':
      return 'The proxy did not let the request through, or wants a login.';
    case 'tls':
      return 'The certificate of the service, or of a proxy in between, is not trusted here. Name its authority in NODE_EXTRA_CA_CERTS.';
    case 'timeout':
      return 'The answer took longer than a review may. Review less at once, or raise FLASH_REVIEW_DEADLINE_MINUTES.';
    case 'silent':
      return 'The service went silent in the middle. Try again, or raise FLASH_REVIEW_SILENCE_TIMEOUT_SECONDS.';
    case 'blocked':
      return 'The service’s safety filter withheld the answer. Review fewer files at once.';
    case 'cut-off':
    case 'no-finish':
      return 'The answer ended before it was complete, so part of the change may be unreviewed. Try again.';
    case 'empty':
      return 'The model answered with nothing at all. Try again.';
    case 'cancelled':
      return 'The review was stopped; what it found stays.';
    case 'bad-answer':
      return 'What came back was not an answer of the service. A proxy or a wrong endpoint may stand in between.';
    case 'git-missing':
      return 'Git was not found. Install it, or put it on the PATH.';
    case 'git-failed':
      return 'Git could not read the changes.';
    case 'no-repository':
      return 'This is no git repository. Name the files or folders to review, or use --repo to review the whole folder.';
    case 'no-such-revision':
      return `Git knows no commit, branch or tag “${failure.revision}” here. A shallow clone may need git fetch --unshallow.`;
    case 'no-merge-base':
      return `The branch and “${failure.base}” have no common commit here. Choose another --base, or run git fetch --unshallow.`;
    case 'declined':
      return 'Nothing was sent: the review would cost more than --max-cost allows, or the price of the model is not known (set FLASH_REVIEW_PRICES).';
    case 'budget-spent':
      return `The review was ended because it reached its limit of $${failure.budget} (--max-cost).`;
    case 'internal':
      return 'Flash Review made a mistake of its own. Please report it.';
  }
}

/** What the log may know beyond the sentence: never a key, never reviewed code. Empty when there is nothing. */
export function failureDetail(failure: ReviewFailure): string {
  if (failure.kind === 'git-failed')
    return `git ${failure.args.join(' ')}: exit ${failure.exitCode ?? 'by signal'}: ${failure.stderr}`;
  if (failure.kind === 'blocked' || failure.kind === 'cut-off') return failure.reason;
  if (failure.kind === 'missing-setting') return failure.setting;
  return 'detail' in failure ? failure.detail : '';
}

export function skipSentence(reason: SkipReason): string {
  switch (reason.kind) {
    case 'too-large':
      return `too large: ${Math.ceil(reason.bytes / 1024)} KB`;
    case 'unreadable':
      return `could not be read: ${reason.detail}`;
    case 'over-budget':
      return `a line of it exceeds the model’s input (about ${reason.tokens} tokens in all)`;
    case 'ignored':
      return `left out by “${reason.rule}” in ${reason.source}`;
    default:
      return skips[reason.kind];
  }
}

const skips: Readonly<
  Record<Exclude<SkipReason['kind'], 'too-large' | 'unreadable' | 'over-budget' | 'ignored'>, string>
> = {
  binary: 'binary file',
  symlink: 'symbolic link',
  submodule: 'submodule',
  'private-key': 'private key, never sent',
  'no-text-change': 'no change in the text',
  generated: 'generated',
  vendored: 'third-party code',
  'lock-file': 'lock file',
  minified: 'minified',
  'outside-workspace': 'outside the named paths',
  'lfs-pointer': 'kept in Git LFS, only a pointer is here',
};

/** What a report says in place of kinds. */
export const sentences: Sentences = {
  failure: failureSentence,
  skip: skipSentence,
  interrupted: 'the review was interrupted',
  notSent: 'it was not sent',
};
