import type { GenerateRequest } from './generateRequest.ts';
import type { GenerateResponse } from './generateResponse.ts';
import type { GoogleErrorBody } from './googleErrors.ts';
import type { RecordedRequest } from './recordedRequest.ts';

/** What happens on the connection, in order. No more steps: the answer is complete. */
export type Step =
  /** A whole HTTP answer instead of a stream; always the only step. */
  | { readonly kind: 'refuse'; readonly status: number; readonly contentType: string; readonly body: string }
  /** The status line and the headers go out. */
  | { readonly kind: 'open' }
  | { readonly kind: 'chunk'; readonly body: GenerateResponse }
  /** A failure after the stream began, as an event of the stream or as bare JSON between two events. */
  | { readonly kind: 'error'; readonly body: GoogleErrorBody; readonly bare: boolean }
  | { readonly kind: 'reset' }
  /** Nothing more, until the client leaves. */
  | { readonly kind: 'stall' };

/** How the bytes of a stream are cut into writes. */
export type ByteCut = 'whole' | 'bytes' | 'characters';

export interface Performance {
  /** The model asked for, without `models/`. */
  readonly model: string;
  /** As in the path: `v1` or `v1beta`. */
  readonly version: string;
  readonly asked: GenerateRequest;
  /** Those of a cached content included. */
  readonly promptTokens: number;
  /** Of a cached content; none when the request names none. */
  readonly cachedTokens?: number;
  readonly request: RecordedRequest;
  /** Ends every wait. */
  readonly signal: AbortSignal;
}
