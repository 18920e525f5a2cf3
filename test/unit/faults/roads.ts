import type { ModelClient } from '../../../src/core/ports.ts';
import { createGeminiClient } from '../../../src/models/gemini.ts';
import { createOpenAiCompatibleClient } from '../../../src/models/openaiCompatible.ts';
import { createVertexClient } from '../../../src/models/vertex.ts';

/** In no answer of the emulator, so that finding it anywhere but in a request's headers is a leak. */
export const secretKey = 'k3y-0f-the-fault-matr1x-d0-n0t-l0g';

/** Every HTTP road, pointed at the same service. */
export const roads: Readonly<Record<string, (url: string) => ModelClient>> = {
  gemini: (endpoint) => createGeminiClient({ apiKey: secretKey, endpoint }),
  vertex: (endpoint) => createVertexClient({ apiKey: secretKey, endpoint }),
  'openai (Google)': (url) =>
    createOpenAiCompatibleClient({ apiKey: secretKey, endpoint: `${url}/v1beta/openai` }),
  'openai (gateway)': (url) =>
    createOpenAiCompatibleClient({ apiKey: secretKey, endpoint: `${url}/gateway/v1` }),
};
