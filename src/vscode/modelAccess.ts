import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { ModelClient } from '../core/ports.ts';
import type { Credentials } from './credentials.ts';
import { clash, keyEndpoint, needsKey } from '../core/roads.ts';
import type { Settings } from './settings.ts';

/** Gives the client for the configured road. Each SDK is a bundle of its own, loaded here. */
export class ModelAccess {
  readonly #credentials: Credentials;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  async connect(settings: Settings): Promise<Result<ModelClient, ModelFailure>> {
    const endpoint = keyEndpoint(settings);
    const apiKey = endpoint === undefined ? undefined : await this.#credentials.keyFor(endpoint);
    const refused = clash(settings, apiKey);
    if (refused !== undefined) return fail(refused);
    if (apiKey === undefined && needsKey(settings)) return fail({ kind: 'no-key' });
    switch (settings.provider) {
      case 'gemini': {
        const { createGeminiClient } = await import('../models/gemini.ts');
        return succeed(createGeminiClient({ apiKey: apiKey ?? '', endpoint: settings['gemini.endpoint'] }));
      }
      case 'vertex': {
        const { createVertexClient } = await import('../models/vertex.ts');
        const [project, location] = [settings['vertex.project'], settings['vertex.location']];
        return succeed(createVertexClient(apiKey === undefined ? { project, location } : { apiKey }));
      }
      case 'openai': {
        const { createOpenAiCompatibleClient } = await import('../models/openaiCompatible.ts');
        const key = apiKey === undefined ? {} : { apiKey };
        return succeed(createOpenAiCompatibleClient({ endpoint: settings['openai.endpoint'], ...key }));
      }
      case 'editor': {
        const { createEditorModelClient, findEditorModel, noSuchModel } = await import('./languageModel.ts');
        const model = await findEditorModel(settings.editorModel);
        if (model === undefined) return fail(noSuchModel(settings.editorModel));
        return succeed(createEditorModelClient(model, settings.model));
      }
    }
  }
}
