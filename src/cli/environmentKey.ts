import type { ModelFailure } from '../core/errors.ts';
import { defaultSettings, endpointOf } from './settings.ts';

/**
 * The key for an address: `FLASH_REVIEW_API_KEY` goes to whatever address the user has configured, `GEMINI_API_KEY`
 * to Google's own and to this machine, to no other.
 */
export function environmentKey(
  endpoint: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const own = environment['FLASH_REVIEW_API_KEY']?.trim();
  if (own !== undefined && own !== '') return own;
  const google = environment['GEMINI_API_KEY']?.trim();
  return google !== undefined && google !== '' && googleKeyMayGoTo(endpoint) ? google : undefined;
}

/** Why a key that is there was not used; undefined where that is not what failed. */
export function keyAdvice(
  { kind }: ModelFailure,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return kind === 'no-key' && (environment['GEMINI_API_KEY']?.trim() ?? '') !== ''
    ? 'GEMINI_API_KEY goes to Google’s own address and this machine only; for another endpoint, set FLASH_REVIEW_API_KEY.'
    : undefined;
}

function googleKeyMayGoTo(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, hostname } = new URL(endpoint);
  if (origin === new URL(endpointOf(defaultSettings)).origin) return true;
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
