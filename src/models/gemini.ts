import { GoogleGenAI } from '@google/genai/web';
import type { ModelFailure } from '../core/errors.ts';
import { serviceTools, type ModelClient, type ModelRequest } from '../core/ports.ts';
import { refuseEndpoint } from './checkEndpoint.ts';
import { storeGeminiContents } from './geminiContents.ts';
import { exchangeFetch } from './geminiExchange.ts';
import { countGeminiTokens, listGeminiModels } from './geminiLists.ts';
import { streamGemini } from './geminiStream.ts';

export interface GeminiOptions {
  readonly apiKey: string;
  /** As `https://generativelanguage.googleapis.com`, without a version; may carry a gateway's path. */
  readonly endpoint: string;
  /** `v1beta` when not given: previews and most gateways know no other. */
  readonly apiVersion?: string;
  /** `globalThis.fetch` as it is at each call when not given, because an editor may patch it for its proxy. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The Gemini API of Google AI Studio. Reads no environment variable and sends to no other host. */
export function createGeminiClient(options: GeminiOptions): ModelClient {
  const road = {
    key: options.apiKey,
    refuse: () => refuseOptions(options),
    connect: ({ model }: Pick<ModelRequest, 'model'>) => connect(options, model).models,
  };
  return {
    functions: true,
    serviceTools,
    stream: (request, signal) => streamGemini(road, request, signal),
    list: async (signal) => listGeminiModels(road, signal),
    countTokens: async (request, signal) => countGeminiTokens(road, request, signal),
    contents: storeGeminiContents({ ...road, connect: () => connect(options, 'cachedContents').caches }),
  };
}

function connect(options: GeminiOptions, model: string): GoogleGenAI {
  const fetchNow = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return new GoogleGenAI({
    apiKey: options.apiKey,
    vertexai: false,
    apiVersion: options.apiVersion ?? 'v1beta',
    httpOptions: {
      baseUrl: options.endpoint,
      fetch: exchangeFetch({ model, key: options.apiKey, fetch: fetchNow }),
    },
  });
}

function refuseOptions(options: GeminiOptions): ModelFailure | undefined {
  if (options.apiKey === '') return { kind: 'no-key' };
  // The platform's own error for such a header quotes it.
  if (!/^[\x21-\x7e]+$/.test(options.apiKey))
    return { kind: 'bad-key', detail: 'the key holds characters that no key has' };
  return refuseEndpoint(options.endpoint, options.apiKey);
}
