import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * How a request ended. Times are milliseconds since it arrived.
 * `left`: the client closed the connection before the answer was complete.
 */
export type Outcome =
  | { readonly kind: 'open' }
  | { readonly kind: 'answered'; readonly afterMs: number }
  | { readonly kind: 'left'; readonly afterMs: number };

/** One request as it arrived, and how it ended; `outcome` changes once. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined when there was no body; the raw text when it was not JSON. */
  readonly body: unknown;
  /** The body as it came. */
  readonly text: string;
  /** `Date.now()` when it arrived. */
  readonly arrivedAt: number;
  readonly outcome: Outcome;
}

/** Reads the whole body. Rejects when the client leaves before that. */
export async function recordRequest(
  message: IncomingMessage,
): Promise<{ -readonly [K in keyof RecordedRequest]: RecordedRequest[K] }> {
  const arrivedAt = Date.now();
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: message.headers,
    body: parseBody(text),
    text,
    arrivedAt,
    outcome: { kind: 'open' },
  };
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
