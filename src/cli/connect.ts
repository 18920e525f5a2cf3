import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import { clash, needsKey, type RoadSettings } from '../core/model/roads.ts';
import type { ModelClient } from '../core/modelClient.ts';
import { environmentKey } from './environmentKey.ts';
import { endpointOf, type Settings } from './settings.ts';

/** Where the key of an express-mode project goes. */
const vertexHost = 'https://aiplatform.googleapis.com';

/** The client for the configured road. Each SDK is a bundle of its own, loaded here. */
export async function connect(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Result<ModelClient, ModelFailure>> {
  const { provider, vertexProject: project, vertexLocation: location } = settings;
  const endpoint = provider === 'vertex' ? (settings.endpoint ?? vertexHost) : endpointOf(settings);
  const signsIn = provider === 'vertex' && project !== '';
  const apiKey = signsIn ? undefined : environmentKey(endpoint, environment);
  const refused = clash(roadOf(settings), apiKey);
  if (refused !== undefined) return fail(refused);
  if (apiKey === undefined && needsKey(roadOf(settings))) return fail({ kind: 'no-key' });
  const custom = settings.endpoint === undefined ? {} : { endpoint };
  switch (provider) {
    case 'gemini': {
      const { createGeminiClient } = await import('../models/gemini.ts');
      return succeed(createGeminiClient({ apiKey: apiKey ?? '', endpoint }));
    }
    case 'vertex': {
      const { createVertexClient } = await import('../models/vertex.ts');
      return succeed(
        createVertexClient({ ...(apiKey === undefined ? { project, location } : { apiKey }), ...custom }),
      );
    }
    case 'openai': {
      const { createOpenAiCompatibleClient } = await import('../models/openaiCompatible.ts');
      return succeed(createOpenAiCompatibleClient({ endpoint, ...(apiKey === undefined ? {} : { apiKey }) }));
    }
  }
}

/** The same road in the words of the editor's settings, which say what fits together. */
function roadOf(settings: Settings): RoadSettings {
  const endpoint = endpointOf(settings);
  return {
    provider: settings.provider,
    'gemini.endpoint': endpoint,
    'openai.endpoint': endpoint,
    'vertex.project': settings.vertexProject,
  };
}
