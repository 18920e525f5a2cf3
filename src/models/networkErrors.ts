import type { ModelFailure } from '../core/errors.ts';
import { scrubDetail } from './scrubSecrets.ts';

/**
 * What `fetch` or a body under way threw. The reason hides in causes (`fetch failed`, then undici's, then
 * the system's); `code` is the innermost, as `ECONNREFUSED`, `UND_ERR_SOCKET` or `CERT_HAS_EXPIRED`.
 */
export function failureOfNetworkError(error: unknown, key: string): ModelFailure {
  const chain = causesOf(error);
  const code = chain.map(codeOf).findLast((one) => one !== undefined);
  const messages = new Set(
    chain.flatMap((one) => (one instanceof Error && one.message !== '' ? one.message : [])),
  );
  const detail = scrubDetail([...messages].join(': '), key);
  const refusal = [...messages].map((message) => ofProxyAnswers.exec(message)?.[1]).find(Boolean);
  // What its own way out did not reach may be there in a moment; a refusal stays one.
  if (refusal !== undefined)
    return { kind: Number(refusal) < 500 ? 'proxy' : 'network', code: `HTTP_${refusal}`, detail };
  const known = { ...(code === undefined ? {} : { code }), detail };
  if (code !== undefined && ofCertificates.test(code)) return { kind: 'tls', ...known };
  if (code !== undefined && ofProxies.test(code)) return { kind: 'proxy', ...known };
  return { kind: 'network', ...known };
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const ofCertificates = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/;
/** In the words of undici, and of the agents that Electron and others put into its place. */
const ofProxyAnswers =
  /\b(?:proxy response \(|tunnell?ing socket could not be established, statuscode=)(\d{3})/i;
const ofProxies = /PROXY|UND_ERR_PRX/;

/** Outermost first. An error of several attempts (IPv6, then IPv4) is followed into its last. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let next: unknown = error;
  while (next !== undefined && next !== null && chain.length < 8) {
    chain.push(next);
    next =
      next instanceof AggregateError
        ? (next.errors as unknown[]).at(-1)
        : next instanceof Error
          ? next.cause
          : undefined;
  }
  return chain;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
