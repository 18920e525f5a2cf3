import type { ModelFailure } from '../../../src/core/errors.ts';
import type { FaultName } from '../../emulator/answer.ts';

/** What is to come of one fault that meets every request of a review's part. */
export interface Expected {
  /** Findings that stay, of the one that came whole before the fault. */
  readonly kept: 0 | 1;
  /** `reviewed`, or the kind of failure that ends it. */
  readonly end: 'reviewed' | ModelFailure['kind'];
  /** Requests sent, all tries and the one that asks on included. */
  readonly requests: number;
}

const reviewed: Expected = { kept: 1, end: 'reviewed', requests: 1 };
/** Text came, so the rest is asked for once, and the same fault meets that too. */
const askedOn = (end: ModelFailure['kind']): Expected => ({ kept: 1, end, requests: 2 });
const refused = (end: ModelFailure['kind'], requests = 1): Expected => ({ kept: 0, end, requests });

/** By fault of the emulator. `Record` makes a new fault fail to compile until it has its expectation. */
export const faultMatrix: Readonly<Record<FaultName, Expected>> = {
  'slow-drip': reviewed,
  'one-byte': reviewed,
  'split-characters': reviewed,
  thoughts: reviewed,
  'reset-mid-stream': askedOn('network'),
  'close-without-finish': askedOn('no-finish'),
  'error-event': askedOn('overloaded'),
  'bare-error': askedOn('overloaded'),
  stall: askedOn('silent'),
  'max-tokens-mid-object': askedOn('cut-off'),
  recitation: askedOn('cut-off'),
  'bad-key': refused('bad-key'),
  'bad-field': refused('bad-request'),
  // What may be the schema's fault is asked once more without it.
  'bare-400': refused('bad-request', 2),
  'too-many-states': refused('bad-request', 2),
  region: refused('region'),
  unauthenticated: refused('bad-key'),
  'permission-denied': refused('no-permission'),
  'not-found': refused('model-not-found'),
  'rate-limited-minute': refused('quota-minute', 3),
  'quota-day': refused('quota-day'),
  internal: refused('overloaded', 3),
  overloaded: refused('overloaded', 3),
  deadline: refused('overloaded', 3),
  html: refused('overloaded', 3),
  'captive-portal': refused('bad-answer'),
  'empty-body': refused('no-finish', 3),
  'prompt-blocked': refused('blocked'),
  silent: refused('silent', 3),
};

/** Where a road cannot know better. */
export const exceptions: Readonly<Record<string, Partial<Record<FaultName, Expected>>>> = {
  // A gateway's form of error has no place for the name of the quota: a day's looks like a minute's.
  'openai (gateway)': { 'quota-day': refused('quota-minute', 3) },
};
