import type * as vscode from 'vscode';
import { fail, succeed, type ModelFailure, type Result } from '../../core/errors.ts';
import type { ModelClient, ToldLimits } from '../../core/modelClient.ts';
import type { LimitMemory } from '../../core/model/toldLimits.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Credentials } from './credentials.ts';
import { clash, keyEndpoint, needsKey } from '../../core/model/roads.ts';
import type { Settings } from '../settings.ts';

const limitsKey = 'modelLimits';

/** Gives the client for the configured road. Each SDK is a bundle of its own, loaded here. */
export class ModelAccess {
  readonly #credentials: Credentials;
  readonly #memory: LimitMemory;
  readonly #log: vscode.LogOutputChannel;

  constructor(credentials: Credentials, memory: vscode.Memento, log: vscode.LogOutputChannel) {
    this.#credentials = credentials;
    this.#memory = {
      read: async () => Promise.resolve(memory.get<unknown>(limitsKey)),
      write: async (known) => memory.update(limitsKey, known),
    };
    this.#log = log;
  }

  /** What the service says that these models hold; it is asked once a day, and a table counts for what it leaves out. */
  async toldLimits(
    settings: Settings,
    client: ModelClient,
    models: readonly string[],
    signal: AbortSignal,
  ): Promise<ToldLimits> {
    const { toldLimits } = await import('../../core/model/toldLimits.ts');
    const address = `${settings.provider} ${keyEndpoint(settings) ?? settings.editorModel}`;
    const log = (why: string): void => this.#log.info(why);
    return toldLimits(models, address, { client, memory: this.#memory, clock: systemClock, log }, signal);
  }

  async connect(settings: Settings): Promise<Result<ModelClient, ModelFailure>> {
    const endpoint = keyEndpoint(settings);
    const apiKey = endpoint === undefined ? undefined : await this.#credentials.keyFor(endpoint);
    const refused = clash(settings, apiKey);
    if (refused !== undefined) return fail(refused);
    if (apiKey === undefined && needsKey(settings)) return fail({ kind: 'no-key' });
    switch (settings.provider) {
      case 'gemini': {
        const { createGeminiClient } = await import('../../models/gemini.ts');
        return succeed(createGeminiClient({ apiKey: apiKey ?? '', endpoint: settings['gemini.endpoint'] }));
      }
      case 'vertex': {
        const { createVertexClient } = await import('../../models/vertex.ts');
        const [project, location] = [settings['vertex.project'], settings['vertex.location']];
        return succeed(createVertexClient(apiKey === undefined ? { project, location } : { apiKey }));
      }
      case 'openai': {
        const { createOpenAiCompatibleClient } = await import('../../models/openaiCompatible.ts');
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
