import type { ModelFailure } from '../errors.ts';

/** A way to a model, as the setting `provider` names it. */
export const providers = ['gemini', 'vertex', 'openai', 'editor'] as const;
export type Provider = (typeof providers)[number];

/** Where each road leads, as the user has set it. */
export interface RoadSettings {
  readonly provider: Provider;
  readonly 'gemini.endpoint': string;
  readonly 'openai.endpoint': string;
  /** Empty for an express-mode key. */
  readonly 'vertex.project': string;
}

/** Where the key of an express-mode project goes; also the slot it is kept under. */
const vertexHost = 'https://aiplatform.googleapis.com';

/** The address that a key is bound to; undefined where no key is used. */
export function keyEndpoint(settings: RoadSettings): string | undefined {
  switch (settings.provider) {
    case 'gemini':
      return settings['gemini.endpoint'];
    case 'openai':
      return settings['openai.endpoint'];
    case 'vertex':
      return settings['vertex.project'] === '' ? vertexHost : undefined;
    case 'editor':
      return undefined;
  }
}

/** A key without which nothing goes; servers on this machine ask for none. */
export function needsKey(settings: RoadSettings): boolean {
  const endpoint = keyEndpoint(settings);
  if (endpoint === undefined) return false;
  return settings.provider !== 'openai' || !isThisMachine(endpoint);
}

/**
 * Two parts of the configuration that belong to different services; undefined when nothing clashes. Both words
 * are for the user to read.
 */
export function clash(settings: RoadSettings, apiKey: string | undefined): ModelFailure | undefined {
  const { provider } = settings;
  const endpoint = keyEndpoint(settings);
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const { hostname, pathname } = new URL(endpoint);
  const shim = hostname === googleHost && /\/openai\/?$/.test(pathname);
  if (provider === 'gemini' && (shim || /\/(openai|chat\/completions)\/?$/.test(pathname)))
    return mismatch('provider “gemini”', `an OpenAI-compatible endpoint (${endpoint})`);
  if (provider === 'gemini' && hostname.endsWith('aiplatform.googleapis.com'))
    return mismatch('provider “gemini”', `a Vertex AI endpoint (${endpoint})`);
  if (provider === 'openai' && hostname === googleHost && !shim)
    return mismatch(
      'provider “openai”',
      `the Gemini API’s own endpoint (${endpoint}), which lacks /v1beta/openai`,
    );
  const foreign = apiKey === undefined ? undefined : keysOfOthers.find(([shape]) => shape.test(apiKey));
  if (foreign !== undefined && hostname.endsWith('googleapis.com'))
    return mismatch(`a key of ${foreign[1]}`, `Google’s endpoint (${endpoint})`);
  return undefined;
}

const googleHost = 'generativelanguage.googleapis.com';

const keysOfOthers: readonly (readonly [RegExp, string])[] = [
  [/^sk-ant-/, 'Anthropic'],
  [/^sk-or-/, 'OpenRouter'],
  [/^sk-/, 'OpenAI or a gateway'],
  [/^gsk_/, 'Groq'],
  [/^xai-/, 'xAI'],
  [/^hf_/, 'Hugging Face'],
];

function mismatch(first: string, second: string): ModelFailure {
  return { kind: 'mismatch', first, second };
}

function isThisMachine(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { hostname } = new URL(endpoint);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
