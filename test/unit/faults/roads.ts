import type { ModelClient } from '../../../src/core/modelClient.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createOpenAiCompatibleClient } from '../../../src/models/openaiCompatible.ts';
import { createVertexClient } from '../../../src/models/vertex.ts';

/** In no answer of the emulator, so that finding it anywhere but in a request's headers is a leak. */
export const secretKey = 'k3y-0f-the-fault-matr1x-d0-n0t-l0g';

/** A client for a service at an address, by the platform's `fetch` when none is given. */
export type Road = (url: string, fetch?: typeof globalThis.fetch) => ModelClient;

const by = (fetch: typeof globalThis.fetch | undefined) => ({
  apiKey: secretKey,
  ...(fetch === undefined ? {} : { fetch }),
});

/** Every HTTP road, pointed at the same service. */
export const roads: Readonly<Record<string, Road>> = {
  gemini: (endpoint, fetch) => createGeminiClient({ endpoint, ...by(fetch) }),
  vertex: (endpoint, fetch) => createVertexClient({ endpoint, ...by(fetch) }),
  'openai (Google)': (url, fetch) =>
    createOpenAiCompatibleClient({ endpoint: `${url}/v1beta/openai`, ...by(fetch) }),
  'openai (gateway)': (url, fetch) =>
    createOpenAiCompatibleClient({ endpoint: `${url}/gateway/v1`, ...by(fetch) }),
};
