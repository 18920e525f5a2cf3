import { GoogleGenAI } from '@google/genai/node';
import type { ModelFailure } from '../core/errors.ts';
import { serviceTools, type ModelClient, type ModelRequest } from '../core/modelClient.ts';
import { refuseEndpoint } from './checkEndpoint.ts';
import { storeGeminiContents } from './geminiContents.ts';
import { exchangeFetch } from './geminiExchange.ts';
import { countGeminiTokens, listGeminiModels } from './geminiLists.ts';
import { streamGemini } from './geminiStream.ts';
import { failureOfSignIn } from './googleSignIn.ts';

export interface VertexOptions {
  /** Project and location go with a login; a key alone is express mode. */
  readonly project?: string;
  /** As `global`, `us`, `europe-west4`; `global` when not given. */
  readonly location?: string;
  /** Express mode: an API key in place of a login. */
  readonly apiKey?: string;
  /** The location's own when not given. */
  readonly endpoint?: string;
  /** `globalThis.fetch` as it is at each call when not given, because an editor may patch it for its proxy. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Gemini on Vertex AI, signed in by Application Default Credentials (user login, service account, workload
 * identity) or by an express-mode key. Of the environment it reads only where those credentials are.
 */
export function createVertexClient(options: VertexOptions): ModelClient {
  const key = options.apiKey ?? '';
  const road = {
    key,
    refuse: () => refuseOptions(options),
    failureOf: (error: unknown) => failureOfSignIn(error, key),
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

/** https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations */
export function vertexEndpoint(location: string): string {
  if (location === 'global') return 'https://aiplatform.googleapis.com';
  if (location === 'us' || location === 'eu') return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

function connect(options: VertexOptions, model: string): GoogleGenAI {
  const { project, apiKey, location = 'global' } = options;
  const fetchNow = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return new GoogleGenAI({
    vertexai: true,
    apiVersion: 'v1beta1',
    ...(apiKey === undefined
      ? // Named for the sign-in too: it would ask another service for the project otherwise.
        { project: project ?? '', location, googleAuthOptions: { projectId: project ?? '' } }
      : { apiKey }),
    httpOptions: {
      // Always given: without it the SDK lets the environment say where the request goes.
      baseUrl: options.endpoint ?? vertexEndpoint(apiKey === undefined ? location : 'global'),
      fetch: exchangeFetch({ model, key: apiKey ?? '', fetch: fetchNow }),
    },
  });
}

function refuseOptions(options: VertexOptions): ModelFailure | undefined {
  const { project = '', location = 'global', apiKey, endpoint } = options;
  if (apiKey === '') return { kind: 'no-key' };
  if (apiKey === undefined && project === '') return { kind: 'missing-setting', setting: 'vertex.project' };
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey))
    return { kind: 'bad-key', detail: 'the key holds characters that no key has' };
  // The location becomes part of a host name.
  if (!/^[a-z0-9-]+$/.test(location)) return { kind: 'bad-location', location };
  return refuseEndpoint(endpoint ?? vertexEndpoint(location), apiKey ?? '');
}
