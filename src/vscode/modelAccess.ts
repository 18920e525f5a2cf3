import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { ModelClient } from '../core/ports.ts';
import type { Settings } from './settings.ts';
import type { Credentials } from './credentials.ts';

/** Gives the client for the configured endpoint. The SDK behind it is a bundle of its own, loaded here. */
export class ModelAccess {
  readonly #credentials: Credentials;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  async connect(settings: Settings): Promise<Result<ModelClient, ModelFailure>> {
    const endpoint = settings['gemini.endpoint'];
    const apiKey = await this.#credentials.keyFor(endpoint);
    if (apiKey === undefined) return fail({ kind: 'no-key' });
    const { createGeminiClient } = await import('../models/gemini.ts');
    return succeed(createGeminiClient({ apiKey, endpoint }));
  }
}
