import type { ModelFailure } from '../errors.ts';

/**
 * How to ask once more after an answer that ended early; what it brought stays.
 * - `the-rest`: what is known is named, the rest is asked for.
 * - `without-quoting`: the same, with quotes kept to a line: the answer was held back for what it recited.
 * - `think-less`: nothing but thinking came before the limit.
 */
export type Continuation = 'the-rest' | 'without-quoting' | 'think-less';

/**
 * Undefined when asking on cannot help, or nothing was received and plain retries have been made.
 * Finish reasons: https://ai.google.dev/api/generate-content#FinishReason
 */
export function continuationAfter(failure: ModelFailure, textReceived: boolean): Continuation | undefined {
  if (failure.kind === 'cut-off') {
    if (failure.reason === 'RECITATION') return 'without-quoting';
    if (failure.reason === 'MALFORMED_RESPONSE') return 'the-rest';
    if (failure.reason !== 'MAX_TOKENS') return undefined;
    return textReceived ? 'the-rest' : 'think-less';
  }
  if (!textReceived) return undefined;
  switch (failure.kind) {
    case 'no-finish':
    case 'network':
    case 'silent':
    case 'overloaded':
    case 'bad-answer':
      return 'the-rest';
    default:
      return undefined;
  }
}
