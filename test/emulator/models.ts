import { modelNotFound } from './googleErrors.ts';
import { ok, type Route } from './route.ts';

interface ModelResource {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  readonly inputTokenLimit: number;
  readonly outputTokenLimit: number;
  readonly supportedGenerationMethods: readonly string[];
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly maxTemperature: number;
  readonly thinking: boolean;
}

const listedModels = ['gemini-3.5-flash', 'gemini-3.5-flash-lite', 'gemini-3.6-flash', 'gemini-3.8-flash'];

/**
 * Any Gemini name is known; a preview only on `v1beta`. Other names are not found.
 * `version` is that of the path.
 */
export function findModel(model: string, version: string): ModelResource | undefined {
  if (!model.startsWith('gemini-') || (version === 'v1' && model.includes('preview'))) return undefined;
  return {
    name: `models/${model}`,
    version: '001',
    displayName: model,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: [
      'generateContent',
      'countTokens',
      'createCachedContent',
      'batchGenerateContent',
    ],
    temperature: 1,
    topP: 0.95,
    topK: 64,
    maxTemperature: 2,
    thinking: true,
  };
}

export function modelRoutes(): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/models$/,
      reply: ({ request, version }) => {
        const size = Number(request.query['pageSize'] ?? 50);
        const start = Number(request.query['pageToken'] ?? 0);
        const models = listedModels.slice(start, start + size).map((model) => findModel(model, version));
        const more = start + size < listedModels.length;
        return ok({ models, ...(more ? { nextPageToken: String(start + size) } : {}) });
      },
    },
    {
      method: 'GET',
      path: /^\/models\/([^/:]+)$/,
      reply: ({ name, version }) => {
        const model = findModel(name, version);
        return model === undefined ? { status: 404, body: modelNotFound(name, version) } : ok(model);
      },
    },
  ];
}
