import type { RecordedRequest } from './recordedRequest.ts';

export interface Reply {
  readonly status: number;
  /** JSON, or `text` as it is. */
  readonly body?: object;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One resource path of the service; `path` is matched after the version, and after project and location if any. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: RegExp;
  readonly reply: (call: Call) => Reply | Promise<Reply>;
}

export interface Call {
  readonly request: RecordedRequest;
  /** `v1`, `v1beta` or `v1beta1`. */
  readonly version: string;
  /** What the first group of the path matched; empty when it has none. */
  readonly name: string;
  readonly signal: AbortSignal;
}

/** The reply of the first route that fits; undefined when there is none. */
export async function findRoute(
  routes: readonly Route[],
  request: RecordedRequest,
  signal: AbortSignal,
): Promise<Reply | undefined> {
  // An upload has its own prefix; what is matched has it too.
  const [, upload = '', version = '', rest = ''] =
    /^(\/upload)?\/(v1|v1beta|v1beta1)(?:\/projects\/[^/]+\/locations\/[^/]+)?(\/.*)$/.exec(request.path) ??
    [];
  for (const route of routes) {
    const match = route.method === request.method ? route.path.exec(upload + rest) : null;
    if (match !== null) return route.reply({ request, version, name: match[1] ?? '', signal });
  }
  return undefined;
}

export const ok = (body: object): Reply => ({ status: 200, body });
