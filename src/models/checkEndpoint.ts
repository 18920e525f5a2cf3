import type { ModelFailure } from '../core/errors.ts';
import { scrubDetail } from './scrubSecrets.ts';

const ofThisMachine: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Undefined when `endpoint` is an address that a key may be sent to: https, or http on this machine. A query or
 * a fragment is refused because the path of the request is appended to the address, a name with a password because no
 * request can be made with them, and the error of the platform tells them.
 */
export function refuseEndpoint(endpoint: string, key: string): ModelFailure | undefined {
  if (URL.canParse(endpoint)) {
    const { protocol, hostname, search, hash, username, password } = new URL(endpoint);
    const safe = protocol === 'https:' || (protocol === 'http:' && ofThisMachine.has(hostname));
    const isBare = [search, hash, username, password].every((part) => part === '');
    if (safe && isBare) return undefined;
  }
  return { kind: 'bad-endpoint', detail: scrubDetail(endpoint, key) };
}
