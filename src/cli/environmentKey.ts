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

function googleKeyMayGoTo(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, hostname } = new URL(endpoint);
  if (origin === new URL(endpointOf(defaultSettings)).origin) return true;
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
