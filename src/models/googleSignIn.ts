import type { ModelFailure } from '../core/errors.ts';
import { failureOfNetworkError } from './networkErrors.ts';
import { scrubDetail } from './scrubSecrets.ts';

/**
 * What an error of Google's sign-in library means; undefined for one that is not its. The library throws plain
 * errors with a sentence when there are no credentials, and the token service's answer when it refuses them.
 * https://datatracker.ietf.org/doc/html/rfc6749#section-5.2
 */
export function failureOfSignIn(error: unknown, key: string): ModelFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const detail = scrubDetail(error.message, key);
  const refused = tokenRefusal(error);
  if (refused !== undefined) {
    return { kind: 'login-expired', detail: scrubDetail(`${refused} ${error.message}`, key) };
  }
  if (
    /could not (load|find) the default credentials|credential|not a valid (file|json)|ENOENT/i.test(
      error.message,
    )
  )
    return { kind: 'no-login', detail };
  const network = failureOfNetworkError(error, key);
  return 'code' in network ? network : undefined;
}

/** The token service's word for why it gives none: `invalid_grant`, `invalid_rapt`, `invalid_client`. */
function tokenRefusal(error: Error): string | undefined {
  const named = /\b(invalid_grant|invalid_rapt|invalid_client|unauthorized_client)\b/.exec(
    error.message,
  )?.[1];
  if (named !== undefined) return named;
  const response: unknown = Reflect.get(error, 'response');
  const data: unknown =
    typeof response === 'object' && response !== null ? Reflect.get(response, 'data') : undefined;
  const word: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'error') : undefined;
  return typeof word === 'string' ? word : undefined;
}
