import { GoogleGenAI } from '@google/genai/web';
import type { ModelFailure } from '../core/errors.ts';
import { serviceTools, type ModelClient, type ModelRequest } from '../core/modelClient.ts';
import { refuseEndpoint } from './checkEndpoint.ts';
import { storeGeminiContents } from './geminiContents.ts';
import { createGeminiBatches } from './geminiBatches.ts';
import { downloadText, exchangeFetch, ExchangeError } from './geminiExchange.ts';
import { countGeminiTokens, describeGeminiModel, listGeminiModels } from './geminiLists.ts';
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
    describe: async (model, signal) => describeGeminiModel(road, model, signal),
    countTokens: async (request, signal) => countGeminiTokens(road, request, signal),
    contents: storeGeminiContents({ ...road, connect: () => connect(options, 'cachedContents').caches }),
    batches: createGeminiBatches({
      ...road,
      connect: (model) => connect(options, model),
      download: async (name, signal) => download(options, name, signal),
    }),
  };
}

const defaultVersion = 'v1beta';

/** The SDK’s web build writes no files. */
async function download(options: GeminiOptions, name: string, signal: AbortSignal): Promise<string> {
  const { apiKey, endpoint, apiVersion = defaultVersion } = options;
  // What the service says becomes part of the address.
  if (!/^files\/[\w-]+$/.test(name)) throw new ExchangeError({ kind: 'bad-answer', detail: 'no file name' });
  const address = `${endpoint.replace(/\/$/, '')}/${apiVersion}/${name}:download?alt=media`;
  const exchange = { model: 'files', key: apiKey, fetch: options.fetch ?? globalThis.fetch };
  return downloadText(address, { headers: { 'x-goog-api-key': apiKey }, signal }, exchange);
}

function connect(options: GeminiOptions, model: string): GoogleGenAI {
  const fetchNow = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return new GoogleGenAI({
    apiKey: options.apiKey,
    vertexai: false,
    apiVersion: options.apiVersion ?? defaultVersion,
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
