import type { HandStream } from './handStream.ts';
import type { Review } from './standInReviewer.ts';

/** Answers that go wrong by themselves, in the words the service uses (or does not). */
export const faultNames = [
  // The stream is slow, cut strangely, or ends wrongly; these take `text`.
  'slow-drip',
  'one-byte',
  'split-characters',
  'reset-mid-stream',
  'close-without-finish',
  'error-event',
  'bare-error',
  'stall',
  'max-tokens-mid-object',
  'recitation',
  'thoughts',
  // A whole HTTP answer instead of a stream.
  'bad-key',
  'bad-field',
  'bare-400',
  'too-many-states',
  'region',
  'unauthenticated',
  'permission-denied',
  'not-found',
  'rate-limited-minute',
  'quota-day',
  'internal',
  'overloaded',
  'deadline',
  'html',
  'captive-portal',
  // Odd beginnings.
  'empty-body',
  'prompt-blocked',
  'silent',
] as const;
export type FaultName = (typeof faultNames)[number];

/** A text as the model would stream it. */
export interface StreamedText {
  readonly kind: 'text';
  readonly text: string;
  /** Characters (code points) per chunk, used in turn and again from the first; 40 when not given. */
  readonly chunkSizes?: readonly number[];
  /** Milliseconds before each chunk; 0 when not given. */
  readonly delayMs?: number;
  /** Sent first, one chunk each, marked `thought`. */
  readonly thoughts?: readonly string[];
  /** Sent in an empty text part of the last chunk, as Gemini 3 does. */
  readonly thoughtSignature?: string;
  /** The model that claims to have answered; the one asked for when not given. */
  readonly modelVersion?: string;
  /** `STOP` when not given; null leaves it out. */
  readonly finishReason?: string | null;
  /** The finish reason comes in a last chunk without parts, as with RECITATION. */
  readonly finishApart?: boolean;
  /** Tokens of the prompt that came from the cache. */
  readonly cachedTokens?: number;
  /** Sent with the finish reason: what a search found. */
  readonly groundingMetadata?: object;
}

/** The model asks for functions to be run; the next request has to bring what they gave. */
export interface Calls {
  readonly kind: 'calls';
  /** Arguments that are a text are sent as they are, JSON or not; only OpenAI's form can do that. */
  readonly calls: readonly { readonly name: string; readonly args: object | string }[];
  /** Said before the calls. */
  readonly text?: string;
  /** `STOP` when not given. */
  readonly finishReason?: string;
}

export interface Fault {
  readonly kind: 'fault';
  readonly name: FaultName;
  /** What the model says before it goes wrong; an empty list of findings when not given. */
  readonly text?: string;
  readonly chunkSizes?: readonly number[];
  /** Milliseconds before each chunk; 150 for `slow-drip`, else 0. */
  readonly delayMs?: number;
  /** What RetryInfo asks for, in milliseconds; 37 s for `rate-limited-minute`, none for `overloaded`. */
  readonly retryAfterMs?: number;
}

export type Answer = StreamedText | Calls | Fault | HandStream | Review;
