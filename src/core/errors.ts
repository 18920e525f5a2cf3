/**
 * Expected failures, as data without prose. Each shell turns a kind into a sentence with the next step;
 * `detail` is for the log only and never holds a key or reviewed code.
 */
export type ModelFailure =
  | { readonly kind: 'no-key' }
  /** The configured address is no https URL (http is for this machine only); `detail` is the address. */
  | { readonly kind: 'bad-endpoint'; readonly detail: string }
  | { readonly kind: 'bad-key'; readonly detail: string }
  | { readonly kind: 'no-permission'; readonly detail: string }
  /** No Google Cloud credentials were found, or their file cannot be read. */
  | { readonly kind: 'no-login'; readonly detail: string }
  /** The token service refuses the credentials: expired, revoked, or for another client. */
  | { readonly kind: 'login-expired'; readonly detail: string }
  /** A setting that this road needs is empty; its name is without `flashReview.`. */
  | { readonly kind: 'missing-setting'; readonly setting: string }
  | { readonly kind: 'bad-location'; readonly location: string }
  /** Two parts of the configuration belong to different services; both are words for the user. */
  | { readonly kind: 'mismatch'; readonly first: string; readonly second: string }
  | { readonly kind: 'model-not-found'; readonly model: string; readonly detail: string }
  /** What it objects to may be: `schema`, that of the answer; `tools`, functions or tools of the service. */
  | {
      readonly kind: 'bad-request';
      readonly schema?: true;
      readonly tools?: true;
      readonly detail: string;
    }
  /** The service is not offered where the request comes from. */
  | { readonly kind: 'region'; readonly detail: string }
  /** Billing is off for the project behind the key. */
  | { readonly kind: 'billing'; readonly detail: string }
  /** A gateway's account has no money left. */
  | { readonly kind: 'gateway-billing'; readonly detail: string }
  /** The account is not ready for the service in some other way. */
  | { readonly kind: 'precondition'; readonly detail: string }
  | { readonly kind: 'quota-minute'; readonly retryAfterMs?: number; readonly detail: string }
  | { readonly kind: 'quota-day'; readonly detail: string }
  | { readonly kind: 'overloaded'; readonly status: number; readonly detail: string }
  | { readonly kind: 'network'; readonly code?: string; readonly detail: string }
  /** The proxy in between refuses or wants a login. */
  | { readonly kind: 'proxy'; readonly code?: string; readonly detail: string }
  /** The certificate of the other side is not trusted. */
  | { readonly kind: 'tls'; readonly code?: string; readonly detail: string }
  /** The request was not answered to its end within `ms`. */
  | { readonly kind: 'timeout'; readonly ms: number }
  /** No byte for `ms`. */
  | { readonly kind: 'silent'; readonly ms: number }
  /** The prompt was refused before an answer began, or the answer was withheld. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** The answer ended early: `reason` is the service's finish reason. */
  | { readonly kind: 'cut-off'; readonly reason: string }
  /** The stream closed without saying why. */
  | { readonly kind: 'no-finish' }
  /** The answer held no text at all. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'cancelled' }
  /** The endpoint answered something that is not the service's protocol. */
  | { readonly kind: 'bad-answer'; readonly status?: number; readonly detail: string };

export type GitFailure =
  | { readonly kind: 'git-missing'; readonly command: string }
  | {
      readonly kind: 'git-failed';
      readonly root: string;
      readonly args: readonly string[];
      readonly exitCode: number | null;
      readonly stderr: string;
    }
  | { readonly kind: 'cancelled' };

export type CollectFailure =
  | GitFailure
  | { readonly kind: 'no-repository' }
  /** The revision names no commit here. */
  | { readonly kind: 'no-such-revision'; readonly revision: string }
  /** The two have no common ancestor, or a shallow clone hides it. */
  | { readonly kind: 'no-merge-base'; readonly base: string };

/** Reasons to send nothing that have to do with money; dollars. */
export type CostFailure =
  /** The user was asked and said no. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'budget-spent'; readonly spent: number; readonly budget: number };

/** A bug of ours, caught at the outermost place so that it never passes for a clean review. */
export type InternalFailure = { readonly kind: 'internal'; readonly detail: string };

export type ReviewFailure = ModelFailure | CollectFailure | CostFailure | InternalFailure;

export type Result<T, F> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export function succeed<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<F>(failure: F): { readonly ok: false; readonly failure: F } {
  return { ok: false, failure };
}
